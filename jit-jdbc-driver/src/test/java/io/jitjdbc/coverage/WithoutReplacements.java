package io.jitjdbc.coverage;

import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.RowFunction;
import java.util.List;
import java.util.Optional;

/** A catalog that does not say what people put in the place of built-ins. */
record WithoutReplacements(Catalog catalog) implements Catalog {

  @Override
  public Optional<Relation> find(String schema, String name) throws CatalogException {
    return catalog.find(schema, name);
  }

  @Override
  public List<RowFunction> functions(String schema, String name) throws CatalogException {
    return catalog.functions(schema, name);
  }

  @Override
  public List<String> typeFields(String schema, String name) throws CatalogException {
    return catalog.typeFields(schema, name);
  }
}
