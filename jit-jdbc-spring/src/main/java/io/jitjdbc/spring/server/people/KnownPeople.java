package io.jitjdbc.spring.server.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everybody who has come with a good token, as it named them. For questions such as what another
 * policy would mean for whom, and never to decide anything. Thread-safe; several instances may
 * share its table.
 */
public final class KnownPeople {
  private static final Logger LOG = LoggerFactory.getLogger(KnownPeople.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_CACHED = 10_000;
  private static final int LONGEST_KEY = 1000;
  private static final Duration FRESH = Duration.ofMinutes(10);

  private final JdbcClient client;
  private final InstantSource clock;
  private final Cache<Subject, Boolean> seen =
      Caffeine.newBuilder().maximumSize(MOST_CACHED).expireAfterWrite(FRESH).build();

  public KnownPeople(JdbcClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Notes somebody. Nothing depends on it, so a failure is only logged. */
  public void note(Subject person) {
    if (seen.getIfPresent(person) != null || person.key().length() > LONGEST_KEY) {
      return;
    }
    try {
      if (update(person) == 0) {
        insert(person);
      }
      seen.put(person, true);
    } catch (DuplicateKeyException e) {
      // Somebody else has just noted the same person.
    } catch (DataAccessException e) {
      LOG.warn("Somebody who called is not noted: {}", e.getClass().getSimpleName());
    }
  }

  private int update(Subject person) {
    return written(
        person,
        "UPDATE jit_person SET name = :name, member_of = :groups, seen_at = :at"
            + " WHERE person_key = :key AND issuer = :issuer AND id = :id");
  }

  private void insert(Subject person) {
    written(
        person,
        "INSERT INTO jit_person (person_key, issuer, id, name, member_of, seen_at)"
            + " VALUES (:key, :issuer, :id, :name, :groups, :at)");
  }

  private int written(Subject person, String sql) {
    return client
        .sql(sql)
        .param("key", person.key())
        .param("issuer", person.issuer())
        .param("id", person.id())
        .param("name", person.name())
        .param("groups", JSON.writeValueAsString(new TreeSet<>(person.groups())))
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Everybody, by their key. */
  public Map<String, Subject> all() {
    return client
        .sql("SELECT issuer, id, name, member_of FROM jit_person")
        .query(KnownPeople::person)
        .list()
        .stream()
        .collect(Collectors.toMap(Subject::key, Function.identity(), (one, other) -> one));
  }

  private static Subject person(ResultSet row, int number) throws SQLException {
    Set<String> groups =
        new HashSet<>(Arrays.asList(JSON.readValue(row.getString("member_of"), String[].class)));
    return new Subject(row.getString("issuer"), row.getString("id"), row.getString("name"), groups);
  }
}
