package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

/** The catalog cannot be read; the message says why, without any value. */
public final class CatalogException extends Exception {
  private static final long serialVersionUID = 1L;

  public CatalogException(String message) {
    super(requireNonNull(message));
  }
}
