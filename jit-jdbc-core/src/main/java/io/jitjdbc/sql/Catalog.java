package io.jitjdbc.sql;

import java.util.List;
import java.util.Optional;

/**
 * What the database says about its relations. One catalog belongs to one session: its default
 * schema or search path is the session's.
 */
public interface Catalog {

  /**
   * The relation that the session means by a name.
   *
   * @param schema as folded by the dialect; empty when the statement names none
   * @param name as folded by the dialect
   * @throws CatalogException if the database cannot be asked; the statement is then unanalysable
   */
  Optional<Relation> find(String schema, String name) throws CatalogException;

  /**
   * What the functions yield in FROM that the session could mean by a name, each of them; none when
   * the database does not say.
   *
   * @param schema as folded by the dialect; empty when the statement names none
   * @param name as folded by the dialect
   * @throws CatalogException if the database cannot be asked; the statement is then unanalysable
   */
  default List<RowFunction> functions(String schema, String name) throws CatalogException {
    return List.of();
  }

  /**
   * The fields of the composite type that the session means by a name, in order; none when it means
   * no such type, or the database does not say.
   *
   * @param schema as folded by the dialect; empty when the statement names none
   * @param name as folded by the dialect
   * @throws CatalogException if the database cannot be asked; the statement is then unanalysable
   */
  default List<String> typeFields(String schema, String name) throws CatalogException {
    return List.of();
  }

  /**
   * What people put in the place of built-ins, where this session's statements would find it.
   *
   * @throws CatalogException if the database cannot be asked; the statement is then unanalysable
   */
  default Replacements replacements() throws CatalogException {
    return Replacements.NONE;
  }
}
