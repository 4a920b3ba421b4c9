package io.jitjdbc.policy.yaml;

/** A table or routine: {@code schema.name}. */
record NamePattern(Glob schema, Glob name) {

  boolean matches(String itsSchema, String itsName) {
    return name.matches(itsName) && schema.matches(itsSchema);
  }

  /** A schema that could not be resolved may be any. */
  boolean mayMatch(String itsSchema, String itsName) {
    return name.matches(itsName) && (itsSchema.isEmpty() || schema.matches(itsSchema));
  }
}
