package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A book that can be away: before it did something, or when it should say that it did. */
final class FailingBook {
  final Set<String> away = ConcurrentHashMap.newKeySet();
  final Set<String> silent = ConcurrentHashMap.newKeySet();

  LeaseBook over(LeaseBook book) {
    return (LeaseBook)
        Proxy.newProxyInstance(
            LeaseBook.class.getClassLoader(),
            new Class<?>[] {LeaseBook.class},
            (proxy, method, arguments) -> {
              failIf(away.contains(method.getName()));
              try {
                Object result = method.invoke(book, arguments);
                failIf(silent.contains(method.getName()));
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void failIf(boolean now) throws RefusedException {
    if (now) {
      throw new RefusedException(SqlState.UNREACHABLE, "The book is away.");
    }
  }
}
