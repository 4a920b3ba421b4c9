package io.jitjdbc.driver.forward;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delegate that notes each call and answers all of them with one result or one exception. */
final class RecordingDelegate implements InvocationHandler {

  record Call(Method method, List<@Nullable Object> arguments) {}

  private final List<Call> calls = new ArrayList<>();
  private final @Nullable Object result;
  private final @Nullable Throwable failure;

  private RecordingDelegate(@Nullable Object result, @Nullable Throwable failure) {
    this.result = result;
    this.failure = failure;
  }

  static RecordingDelegate returning(@Nullable Object result) {
    return new RecordingDelegate(result, null);
  }

  static RecordingDelegate throwing(Throwable failure) {
    return new RecordingDelegate(null, failure);
  }

  Object as(Class<?> type) {
    return Proxy.newProxyInstance(
        requireNonNull(getClass().getClassLoader()), new Class<?>[] {type}, this);
  }

  List<Call> calls() {
    return calls;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    calls.add(new Call(method, arguments == null ? List.of() : Arrays.asList(arguments)));
    if (failure != null) {
      throw failure;
    }
    return result;
  }
}
