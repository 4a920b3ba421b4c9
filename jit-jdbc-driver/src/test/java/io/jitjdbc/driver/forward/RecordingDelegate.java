package io.jitjdbc.driver.forward;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A delegate that notes each call and answers it with a result or an exception. */
public final class RecordingDelegate implements InvocationHandler {

  /** A call as it came in. */
  public record Call(Method method, List<@Nullable Object> arguments) {}

  private final List<Call> calls = new ArrayList<>();
  private final Function<Method, @Nullable Object> answer;
  private final @Nullable Throwable failure;

  private RecordingDelegate(
      Function<Method, @Nullable Object> answer, @Nullable Throwable failure) {
    this.answer = answer;
    this.failure = failure;
  }

  /** Answers every call with this. */
  public static RecordingDelegate returning(@Nullable Object result) {
    return new RecordingDelegate(method -> result, null);
  }

  /** Answers every call with a sample of whatever the method returns. */
  public static RecordingDelegate sampling() {
    return new RecordingDelegate(method -> SampleValue.of(method.getReturnType(), 0), null);
  }

  /** Answers every call with this failure. */
  public static RecordingDelegate throwing(Throwable failure) {
    return new RecordingDelegate(method -> null, failure);
  }

  /** The delegate as a JDBC object. */
  public Object as(Class<?> type) {
    return Proxy.newProxyInstance(
        requireNonNull(getClass().getClassLoader()), new Class<?>[] {type}, this);
  }

  /** All calls so far, the first one first. */
  public List<Call> calls() {
    return calls;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    calls.add(new Call(method, arguments == null ? List.of() : Arrays.asList(arguments)));
    if (failure != null) {
      throw failure;
    }
    return answer.apply(method);
  }
}
