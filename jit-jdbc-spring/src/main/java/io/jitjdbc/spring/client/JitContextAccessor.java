package io.jitjdbc.spring.client;

import io.jitjdbc.access.JitContext;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hands {@link JitContext} to other threads wherever Micrometer's context propagation is at work:
 * task decorators, Reactor's schedulers. Found by {@link java.util.ServiceLoader}; the security
 * context has an accessor of Spring Security's own.
 *
 * <p>A thread without a scope hands over just that, so that work never inherits the scope of the
 * thread that it happens to run on.
 */
public final class JitContextAccessor implements ThreadLocalAccessor<Object> {
  /** Under which key contexts hold it. */
  public static final String KEY = "io.jitjdbc.context";

  private static final ThreadLocal<Deque<AutoCloseable>> OPENED =
      ThreadLocal.withInitial(ArrayDeque::new);

  /** One for {@link java.util.ServiceLoader}. */
  public JitContextAccessor() {}

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public Object getValue() {
    return HandedContext.current();
  }

  @Override
  public void setValue(Object value) {
    open(value instanceof HandedContext handed ? handed : HandedContext.NOTHING);
  }

  @Override
  public void setValue() {
    open(HandedContext.NOTHING);
  }

  @Override
  public void restore(Object previous) {
    close();
  }

  @Override
  public void restore() {
    close();
  }

  private static void open(HandedContext handed) {
    OPENED.get().push(handed.open());
  }

  private static void close() {
    Deque<AutoCloseable> opened = OPENED.get();
    AutoCloseable last = opened.poll();
    if (opened.isEmpty()) {
      OPENED.remove();
    }
    if (last instanceof JitContext scope) {
      scope.close();
    }
  }
}
