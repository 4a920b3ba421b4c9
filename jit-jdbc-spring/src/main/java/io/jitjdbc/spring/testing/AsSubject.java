package io.jitjdbc.spring.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who reads in a test of {@link JitPolicyTest}: a test method, or all of a class whose methods do
 * not say otherwise. Without it, the application itself does.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface AsSubject {
  /** The subject's id and name. */
  String value() default "subject";

  /** Who vouches for it. */
  String issuer() default "urn:jit-jdbc:test";

  /** The groups that it is in. */
  String[] groups() default {};

  /** Why it reads; whatever the code says if empty. */
  String purpose() default "";
}
