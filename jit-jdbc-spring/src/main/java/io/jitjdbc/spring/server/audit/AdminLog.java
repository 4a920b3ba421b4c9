package io.jitjdbc.spring.server.audit;

import io.jitjdbc.access.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do at the control plane itself. Thread-safe. */
public final class AdminLog {
  private final JdbcClient client;
  private final InstantSource clock;

  public AdminLog(JdbcClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /** A deed. */
  public record Entry(Instant at, String person, String deed, String about, String remark) {}

  /** Keeps a deed. What becomes of requests is in them as well, whether or not this is kept. */
  public void write(Subject person, String deed, String about, String remark) {
    client
        .sql(
            "INSERT INTO jit_admin_event (at, person_key, person_name, deed, about, remark)"
                + " VALUES (:at, :key, :name, :deed, :about, :remark)")
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .param("key", person.key())
        .param("name", person.name())
        .param("deed", deed)
        .param("about", about)
        .param("remark", remark)
        .update();
  }

  /** The latest, newest first. */
  public List<Entry> latest(int most) {
    return client
        .sql(
            "SELECT at, person_name, deed, about, remark FROM jit_admin_event"
                + " ORDER BY id DESC FETCH FIRST "
                + most
                + " ROWS ONLY")
        .query(
            (row, number) ->
                new Entry(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("person_name"),
                    row.getString("deed"),
                    row.getString("about"),
                    row.getString("remark")))
        .list();
  }
}
