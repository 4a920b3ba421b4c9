package io.jitjdbc.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Does a thing in several threads that start at the same moment. */
public final class Together {
  private Together() {}

  /** The results by thread number; the first failure of any thread is thrown. */
  public static <T> List<T> run(int threads, IntFunction<Callable<T>> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      var start = new CyclicBarrier(threads);
      var running = new ArrayList<Future<T>>();
      for (int i = 0; i < threads; i++) {
        Callable<T> part = work.apply(i);
        running.add(
            executor.submit(
                () -> {
                  start.await(10, TimeUnit.SECONDS);
                  return part.call();
                }));
      }
      return results(running);
    } finally {
      executor.shutdownNow();
    }
  }

  private static <T> List<T> results(List<Future<T>> running) throws Exception {
    var results = new ArrayList<T>();
    for (Future<T> one : running) {
      try {
        results.add(one.get(60, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        throw new AssertionError("a thread failed", e.getCause());
      }
    }
    return results;
  }
}
