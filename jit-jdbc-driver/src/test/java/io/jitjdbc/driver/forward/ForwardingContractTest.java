package io.jitjdbc.driver.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call reaches the delegate, once and unchanged, and so does what comes back. */
class ForwardingContractTest {

  @ParameterizedTest
  @MethodSource("io.jitjdbc.driver.forward.ForwardingClass#all")
  void declaresEveryMethodOfItsInterface(ForwardingClass forwarding) {
    assertThat(methods(forwarding.jdbc()))
        .filteredOn(method -> method.getDeclaringClass() != Wrapper.class)
        .allSatisfy(
            method ->
                assertThat(inherited(forwarding, method))
                    .matches(declarer -> !declarer.isInterface()));
  }

  @ParameterizedTest
  @MethodSource("io.jitjdbc.driver.forward.ForwardingClass#all")
  void leavesHandingOutAnObjectToItsSubclass(ForwardingClass forwarding) {
    assertThat(methods(Wrapper.class))
        .allSatisfy(method -> assertThat(inherited(forwarding, method)).isEqualTo(Wrapper.class));
  }

  @ParameterizedTest
  @MethodSource("io.jitjdbc.driver.forward.ForwardingClass#all")
  void addsNothingButItsDelegate(ForwardingClass forwarding) {
    assertThat(forwarding.type().getDeclaredFields()).allMatch(Field::isSynthetic);
    assertThat(forwarding.type().getDeclaredMethods())
        .filteredOn(method -> !method.isSynthetic() && !declares(forwarding.jdbc(), method))
        .singleElement()
        .satisfies(
            method -> {
              assertThat(method.getName()).isEqualTo("delegate");
              assertThat(method.getReturnType()).isEqualTo(forwarding.jdbc());
              assertThat(Modifier.isProtected(method.getModifiers())).isTrue();
            });
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("forwardedMethods")
  void passesTheCallAndItsResult(ForwardingClass forwarding, Method method) throws Exception {
    for (int variant = 0; variant < 2; variant++) {
      Object result = SampleValue.of(method.getReturnType(), variant);
      RecordingDelegate delegate = RecordingDelegate.returning(result);
      @Nullable Object[] arguments = sampleArguments(method);

      Object returned = method.invoke(forwarding.over(delegate.as(forwarding.jdbc())), arguments);

      assertSame(method.getReturnType(), returned, result);
      assertCalledOnce(delegate, method, arguments);
    }
  }

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("forwardedMethods")
  void passesTheException(ForwardingClass forwarding, Method method) {
    Throwable failure = sampleFailure(method);
    RecordingDelegate delegate = RecordingDelegate.throwing(failure);
    @Nullable Object[] arguments = sampleArguments(method);

    Throwable thrown =
        catchThrowable(
            () -> method.invoke(forwarding.over(delegate.as(forwarding.jdbc())), arguments));

    assertThat(thrown).isInstanceOf(InvocationTargetException.class);
    assertThat(thrown.getCause()).isSameAs(failure);
    assertCalledOnce(delegate, method, arguments);
  }

  static Stream<Arguments> forwardedMethods() {
    return ForwardingClass.all()
        .flatMap(
            forwarding ->
                methods(forwarding.jdbc())
                    .filter(method -> method.getDeclaringClass() != Wrapper.class)
                    .map(method -> arguments(forwarding, named(signature(method), method))));
  }

  private static Stream<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()));
  }

  private static Class<?> inherited(ForwardingClass forwarding, Method method) {
    try {
      return forwarding
          .type()
          .getMethod(method.getName(), method.getParameterTypes())
          .getDeclaringClass();
    } catch (NoSuchMethodException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static boolean declares(Class<?> type, Method method) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(declared -> sameSignature(declared, method));
  }

  private static boolean sameSignature(Method one, Method other) {
    return signature(one).equals(signature(other));
  }

  private static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static @Nullable Object[] sampleArguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    @Nullable Object[] arguments = new Object[types.length];
    Arrays.setAll(arguments, position -> SampleValue.of(types[position], position));
    return arguments;
  }

  private static Throwable sampleFailure(Method method) {
    Class<?>[] declared = method.getExceptionTypes();
    Class<?> type = declared.length == 0 ? IllegalStateException.class : declared[0];
    return (Throwable) SampleValue.instance(type);
  }

  private static void assertCalledOnce(
      RecordingDelegate delegate, Method method, @Nullable Object[] arguments) {
    assertThat(delegate.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.method()).matches(called -> sameSignature(called, method));
              assertThat(call.arguments()).hasSize(arguments.length);
              for (int i = 0; i < arguments.length; i++) {
                assertSame(method.getParameterTypes()[i], call.arguments().get(i), arguments[i]);
              }
            });
  }

  private static void assertSame(
      Class<?> type, @Nullable Object actual, @Nullable Object expected) {
    if (type.isPrimitive()) {
      assertThat(actual).isEqualTo(expected);
    } else {
      assertThat(actual).isSameAs(expected);
    }
  }
}
