package io.jitjdbc.enforcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers what names mean in a place, so that a text which differs from a known one in its
 * literals costs no question to the database.
 */
final class CatalogCache {
  private final Cache<Name, Optional<Relation>> relations =
      Caffeine.newBuilder()
          .maximumSize(50_000)
          .expireAfterWrite(Duration.ofMillis(Template.LIFETIME_MILLIS))
          .build();

  private record Name(String target, String place, String schema, String name) {}

  /** The place's catalog, asked only for what is not remembered. */
  Catalog of(String target, SessionPlace place) {
    return (schema, name) -> find(new Name(target, place.schema(), schema, name), place.catalog());
  }

  private Optional<Relation> find(Name name, Catalog catalog) throws CatalogException {
    Optional<Relation> known = relations.getIfPresent(name);
    if (known != null) {
      return known;
    }
    Optional<Relation> found = catalog.find(name.schema(), name.name());
    // What is missing now may be there in a moment, created by somebody else.
    if (found.isPresent() && !SessionTables.isOne(found.get().table())) {
      relations.put(name, found);
    }
    return found;
  }

  void forgetEverything() {
    relations.invalidateAll();
  }
}
