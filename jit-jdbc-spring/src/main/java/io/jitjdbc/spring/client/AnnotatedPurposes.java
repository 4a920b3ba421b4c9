package io.jitjdbc.spring.client;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Which method says why it reads. Thread-safe. */
final class AnnotatedPurposes {
  private final Map<MethodClassKey, Optional<String>> known = new ConcurrentHashMap<>();

  /**
   * The nearest purpose of a method.
   *
   * @throws IllegalStateException if it is blank
   */
  Optional<String> of(Method method, Class<?> type) {
    return known.computeIfAbsent(new MethodClassKey(method, type), key -> find(method, type));
  }

  private static Optional<String> find(Method method, Class<?> type) {
    Method specific = AopUtils.getMostSpecificMethod(method, type);
    // A class that inherits the method is nearer to the caller than the one that declares it.
    return on(specific).or(() -> on(type)).or(() -> on(specific.getDeclaringClass()));
  }

  private static Optional<String> on(AnnotatedElement element) {
    return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(element, Purpose.class))
        .map(Purpose::value)
        .map(purpose -> notBlank(purpose, element));
  }

  private static String notBlank(String purpose, AnnotatedElement element) {
    if (purpose.isBlank()) {
      throw new IllegalStateException(
          "@Purpose on " + element + " is blank; give a ticket id or a sentence, or remove it");
    }
    return purpose;
  }
}
