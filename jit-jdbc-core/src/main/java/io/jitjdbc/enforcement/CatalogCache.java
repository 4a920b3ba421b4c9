package io.jitjdbc.enforcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.Replacements;
import io.jitjdbc.sql.RowFunction;
import java.time.Duration;
import java.util.List;
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

  private final Cache<Name, List<RowFunction>> functions =
      Caffeine.newBuilder()
          .maximumSize(5_000)
          .expireAfterWrite(Duration.ofMillis(Template.LIFETIME_MILLIS))
          .build();

  private final Cache<Name, List<String>> types =
      Caffeine.newBuilder()
          .maximumSize(5_000)
          .expireAfterWrite(Duration.ofMillis(Template.LIFETIME_MILLIS))
          .build();

  private final Cache<Place, Replacements> replacements =
      Caffeine.newBuilder()
          .maximumSize(2_000)
          .expireAfterWrite(Duration.ofMillis(Template.LIFETIME_MILLIS))
          .build();

  private record Place(String target, String place) {}

  private record Name(Place place, String schema, String name) {}

  /** The place's catalog, asked only for what is not remembered. */
  Catalog of(String target, SessionPlace place) {
    var where = new Place(target, place.schema());
    return new Catalog() {
      @Override
      public Optional<Relation> find(String schema, String name) throws CatalogException {
        return CatalogCache.this.find(new Name(where, schema, name), place.catalog());
      }

      @Override
      public List<RowFunction> functions(String schema, String name) throws CatalogException {
        return CatalogCache.this.functions(new Name(where, schema, name), place.catalog());
      }

      @Override
      public List<String> typeFields(String schema, String name) throws CatalogException {
        return CatalogCache.this.typeFields(new Name(where, schema, name), place.catalog());
      }

      @Override
      public Replacements replacements() throws CatalogException {
        return CatalogCache.this.replacements(where, place.catalog());
      }
    };
  }

  private Replacements replacements(Place where, Catalog catalog) throws CatalogException {
    Replacements known = replacements.getIfPresent(where);
    if (known != null) {
      return known;
    }
    Replacements found = catalog.replacements();
    replacements.put(where, found);
    return found;
  }

  private List<RowFunction> functions(Name name, Catalog catalog) throws CatalogException {
    List<RowFunction> known = functions.getIfPresent(name);
    if (known != null) {
      return known;
    }
    List<RowFunction> found = catalog.functions(name.schema(), name.name());
    if (!found.isEmpty()) {
      functions.put(name, found);
    }
    return found;
  }

  private List<String> typeFields(Name name, Catalog catalog) throws CatalogException {
    List<String> known = types.getIfPresent(name);
    if (known != null) {
      return known;
    }
    List<String> found = catalog.typeFields(name.schema(), name.name());
    if (!found.isEmpty()) {
      types.put(name, found);
    }
    return found;
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
    functions.invalidateAll();
    types.invalidateAll();
    replacements.invalidateAll();
  }
}
