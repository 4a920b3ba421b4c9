package io.jitjdbc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

/** Each benchmark still does its work; how fast is for JMH to say. */
class StatementBenchmarkTest {

  @ParameterizedTest
  @CsvSource({
    "H2, RAW",
    "H2, JIT",
    "H2, JIT_AUDITED",
    "H2, JIT_RECORDED",
    "POSTGRESQL, RAW",
    "POSTGRESQL, JIT"
  })
  void runs(String database, String way) throws Exception {
    var benchmark = new StatementBenchmark();
    benchmark.database = database;
    benchmark.way = way;
    benchmark.open();
    var hole =
        new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is"
                + " dangerous.");
    try {
      List<Method> methods =
          Arrays.stream(StatementBenchmark.class.getMethods())
              .filter(method -> method.isAnnotationPresent(Benchmark.class))
              .toList();
      assertThat(methods).isNotEmpty().allMatch(method -> ResultTable.shows(method.getName()));
      for (Method method : methods) {
        method.invoke(benchmark, hole);
      }
    } finally {
      benchmark.close();
    }
  }
}
