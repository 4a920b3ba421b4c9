package io.jitjdbc.clients;

import io.jitjdbc.testing.DatabaseProduct;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test with a {@link DatabaseProduct} as its parameter, run for each of them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(DatabaseProduct.class)
@interface OnEveryDatabase {}
