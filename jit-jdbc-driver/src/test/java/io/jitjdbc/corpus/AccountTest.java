package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case has a name of its own, and somebody who shows that it holds. */
class AccountTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void namesEveryCaseOnce() {
    List<String> ids =
        Stream.of("attacks.yaml", "benign.yaml", "jdbc-attacks.yaml")
            .flatMap(file -> CaseFile.cases(file).stream())
            .map(CorpusCase::id)
            .toList();
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(400);
    assertThat(OpenCases.all()).extracting(CorpusCase::id).doesNotHaveDuplicates().isSubsetOf(ids);
  }

  @TestFactory
  Stream<DynamicTest> knowsWhoShowsThatACallDoesNotWork() {
    return CaseFile.entries("jdbc-attacks.yaml").stream()
        .map(one -> dynamicTest(new CorpusCase(one).title(), () -> isShown(one)));
  }

  private static void isShown(Map<String, Object> one) throws IOException {
    if (one.get("documented") instanceof String words) {
      assertThat(Files.readString(ROOT.resolve(".github/SECURITY.md"))).contains(words);
    } else if (one.get("shown-by") instanceof List<?> tests) {
      assertThat(tests).isNotEmpty();
      for (Object test : tests) {
        assertThat(exists(test.toString())).as("%s", test).isTrue();
      }
    } else {
      assertThat(String.valueOf(one.get("open"))).isNotBlank().isNotEqualTo("null");
    }
  }

  /** Read in the sources, because other modules' tests are not on the class path. */
  private static boolean exists(String test) throws IOException {
    int slash = test.indexOf('/');
    String module = slash < 0 ? "jit-jdbc-driver" : test.substring(0, slash);
    String type = test.substring(slash + 1, test.indexOf('#'));
    String name = type.contains(".") ? type : AccountTest.class.getPackageName() + '.' + type;
    Path source =
        ROOT.resolve(module).resolve("src/test/java").resolve(name.replace('.', '/') + ".java");
    String method = "void " + test.substring(test.indexOf('#') + 1) + "(";
    return Files.exists(source) && Files.readString(source).contains(method);
  }
}
