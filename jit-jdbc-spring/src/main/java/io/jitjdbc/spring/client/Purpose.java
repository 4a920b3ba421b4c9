package io.jitjdbc.spring.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says why the statements run that a bean's method causes, as {@link
 * io.jitjdbc.access.JitContext#because} does: on the method, on its class or interface, or on an
 * annotation of either. The innermost counts: that of a method before that of its class, that of a
 * bean called before that of its caller.
 *
 * <p>Counts on the thread that runs the method, until it returns. What a method merely returns to
 * be run later (a {@code Publisher}, a {@code Stream} of rows) runs without it. A bean that calls
 * itself does not go through its proxy, and is not seen.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Purpose {
  /** A ticket id or a sentence; what policies, approvers and audit get to see. Not blank. */
  String value();
}
