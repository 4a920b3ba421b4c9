package io.jitjdbc.example.shop.alone;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import org.springframework.context.annotation.Profile;

/** There only where the shop runs alone. */
@Retention(RUNTIME)
@Profile("alone")
@interface Alone {}
