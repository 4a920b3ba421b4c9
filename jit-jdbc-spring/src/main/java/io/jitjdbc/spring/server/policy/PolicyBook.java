package io.jitjdbc.spring.server.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.yaml.YamlPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Versions of the policy, and which one counts where. Thread-safe; several instances may share its
 * tables. Nothing in it is ever changed or removed: to go back is to roll an older version out
 * anew.
 */
public final class PolicyBook {
  private static final String VERSION =
      "SELECT number, digest, text, note, author_key, author_name, at FROM jit_policy_version ";
  private static final String ROLL_OUT =
      "SELECT serial, target, version, person_name, remark, at FROM jit_policy_roll_out ";

  private final JdbcClient client;
  private final TransactionTemplate transactions;
  private final InstantSource clock;

  public PolicyBook(JdbcClient client, TransactionTemplate transactions, InstantSource clock) {
    this.client = client;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Keeps a policy; it counts nowhere yet.
   *
   * @return its number
   * @throws io.jitjdbc.settings.InvalidSettingException with everything that is wrong with it
   */
  public long add(String text, String note, Subject author) {
    YamlPolicy policy = YamlPolicy.readElsewhere("as written", text);
    var number = new GeneratedKeyHolder();
    client
        .sql(
            "INSERT INTO jit_policy_version (digest, text, note, author_key, author_name, at)"
                + " VALUES (:digest, :text, :note, :key, :name, :at)")
        .param("digest", policy.version())
        .param("text", text)
        .param("note", note)
        .param("key", author.key())
        .param("name", author.name())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update(number, "number");
    return requireNonNull(number.getKey()).longValue();
  }

  /** The version of that number. */
  public Optional<PolicyVersion> find(long number) {
    return client
        .sql(VERSION + "WHERE number = :number")
        .param("number", number)
        .query(PolicyBook::version)
        .optional();
  }

  /** The latest versions, newest first. */
  public List<PolicyVersion> latest(int most) {
    return client
        .sql(VERSION + "ORDER BY number DESC FETCH FIRST " + most + " ROWS ONLY")
        .query(PolicyBook::version)
        .list();
  }

  /** Lets a version count for these databases from now on, all of them or none. */
  public void rollOut(
      PolicyVersion version, Collection<String> targets, Subject person, String remark) {
    transactions.executeWithoutResult(
        status -> targets.forEach(target -> rollOut(version, target, person, remark)));
  }

  private void rollOut(PolicyVersion version, String target, Subject person, String remark) {
    client
        .sql(
            "INSERT INTO jit_policy_roll_out"
                + " (target, version, person_key, person_name, remark, at)"
                + " VALUES (:target, :version, :key, :name, :remark, :at)")
        .param("target", target)
        .param("version", version.number())
        .param("key", person.key())
        .param("name", person.name())
        .param("remark", remark)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What counts for a database now; empty if no version ever did. */
  public Optional<RollOut> inForce(String target) {
    return client
        .sql(ROLL_OUT + "WHERE target = :target ORDER BY serial DESC FETCH FIRST 1 ROW ONLY")
        .param("target", target)
        .query(PolicyBook::rollOut)
        .optional();
  }

  /** What counts now, by database. */
  public Map<String, RollOut> inForce() {
    var byTarget = new LinkedHashMap<String, RollOut>();
    client
        .sql(
            ROLL_OUT
                + "WHERE serial IN (SELECT MAX(serial) FROM jit_policy_roll_out GROUP BY target)"
                + " ORDER BY target")
        .query(PolicyBook::rollOut)
        .list()
        .forEach(one -> byTarget.put(one.target(), one));
    return byTarget;
  }

  /** The latest changes of what counts, newest first. */
  public List<RollOut> history(int most) {
    return client
        .sql(ROLL_OUT + "ORDER BY serial DESC FETCH FIRST " + most + " ROWS ONLY")
        .query(PolicyBook::rollOut)
        .list();
  }

  private static PolicyVersion version(ResultSet row, int number) throws SQLException {
    return new PolicyVersion(
        row.getLong("number"),
        row.getString("digest"),
        row.getString("text"),
        row.getString("note"),
        new PolicyVersion.Author(row.getString("author_key"), row.getString("author_name")),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  private static RollOut rollOut(ResultSet row, int number) throws SQLException {
    return new RollOut(
        row.getLong("serial"),
        row.getString("target"),
        row.getLong("version"),
        row.getString("person_name"),
        row.getString("remark"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
