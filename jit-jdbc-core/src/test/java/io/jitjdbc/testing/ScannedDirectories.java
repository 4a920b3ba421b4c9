package io.jitjdbc.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/**
 * Before a test's temporary directory is deleted, what the product wrote there is looked through
 * for secrets; {@code junit-platform.properties} names this for all tests.
 */
public final class ScannedDirectories implements TempDirDeletionStrategy {
  /** Tests that write events with secrets in them by intent, with the reason. */
  private static final Set<String> BY_INTENT = Set.of();

  @Override
  public DeletionResult delete(
      Path directory, AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    String test = context.getRequiredTestClass().getName();
    List<String> problems =
        BY_INTENT.contains(test) ? List.of() : WrittenOutputs.problems(directory);
    DeletionResult result = Standard.INSTANCE.delete(directory, element, context);
    require(problems);
    return result;
  }

  static void require(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new AssertionError("secrets were written: " + problems);
    }
  }
}
