package io.jitjdbc.credential.table;

import io.jitjdbc.store.TableVersion;
import java.util.List;

/** The table, and how it comes to be. */
final class LeaseSchema {
  // What is null is not known before the lease is there; due is when something is to happen next.
  private static final String LEASE =
      """
      CREATE TABLE IF NOT EXISTS {prefix}lease (
        id VARCHAR(128) NOT NULL PRIMARY KEY,
        key_digest VARCHAR(64) NOT NULL UNIQUE,
        asked VARCHAR(64) NOT NULL,
        state VARCHAR(16) NOT NULL,
        due BIGINT NOT NULL,
        claims INT NOT NULL,
        holder {text},
        broker_lease {text},
        login_user {text},
        properties {text},
        generation INT,
        sealed {text},
        sealed_until BIGINT,
        issued_at BIGINT,
        expires_at BIGINT,
        renewable INT,
        UNIQUE (state, due, id)
      ){options}\
      """;

  static final List<TableVersion> VERSIONS =
      List.of(new TableVersion("SELECT claims FROM {prefix}lease WHERE 1 = 0", List.of(LEASE)));

  private LeaseSchema() {}
}
