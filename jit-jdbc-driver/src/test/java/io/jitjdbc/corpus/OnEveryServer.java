package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test with a {@link DatabaseProduct} as its parameter, run for each that has a fixture. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
@interface OnEveryServer {}
