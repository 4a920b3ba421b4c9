package io.jitjdbc.driver;

import io.jitjdbc.driver.forward.SampleValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A method of a JDBC interface, with arguments to call it with. */
record SampleCall(Method method, List<Object> arguments) {

  /** Far enough to reach another day, and odd, so that a flag turns as well. */
  private static final int ANOTHER = 90_000_001;

  /** Every method that fits, but for the ways to the object behind. */
  static Stream<SampleCall> of(Class<?> jdbc, Predicate<Method> wanted) {
    return Arrays.stream(jdbc.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getDeclaringClass() != Wrapper.class)
        .filter(wanted)
        .map(method -> with(method, 0));
  }

  /** The same call at the same parameter or column, with other values. */
  SampleCall other() {
    return with(method, ANOTHER);
  }

  private static SampleCall with(Method method, int variant) {
    Class<?>[] types = method.getParameterTypes();
    var arguments = new Object[types.length];
    Arrays.setAll(arguments, i -> sample(types[i], i == 0 ? 0 : i + variant));
    return new SampleCall(method, Arrays.asList(arguments));
  }

  // An answer can be cast to the type that was asked for only if that is the type of all answers.
  private static Object sample(Class<?> type, int position) {
    return type == Class.class ? Object.class : SampleValue.of(type, position);
  }

  /** What the method returns, or throws. */
  Object on(Object target) throws Exception {
    try {
      return method.invoke(target, arguments.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      throw e;
    }
  }

  @Override
  public String toString() {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
