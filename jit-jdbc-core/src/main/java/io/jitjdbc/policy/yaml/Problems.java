package io.jitjdbc.policy.yaml;

import io.jitjdbc.settings.InvalidSettingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Everything that is wrong with a policy file, by line and column, so that it is mended at once.
 */
final class Problems {
  private static final int MOST_SHOWN = 50;

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  /** Line and column count from one; zero is the file as a whole. */
  private record Problem(int line, int column, String text) {
    private static final Comparator<Problem> BY_PLACE =
        Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    @Override
    public String toString() {
      return line == 0 ? text : "line " + line + ", column " + column + ": " + text;
    }
  }

  Problems(String file) {
    this.file = file;
  }

  /** Where the file as a whole is wrong. */
  void add(String text) {
    found.add(new Problem(0, 0, text));
  }

  void add(Optional<Mark> mark, String path, String text) {
    String message = path.isEmpty() ? text : path + ": " + text;
    found.add(
        mark.map(at -> new Problem(at.getLine() + 1, at.getColumn() + 1, message))
            .orElseGet(() -> new Problem(0, 0, message)));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw exception();
    }
  }

  InvalidSettingException exception() {
    var message = new StringBuilder("policy ").append(file).append(" cannot be used:");
    found.stream()
        .sorted(Problem.BY_PLACE)
        .limit(MOST_SHOWN)
        .forEach(problem -> message.append("\n  ").append(problem));
    if (found.size() > MOST_SHOWN) {
      message.append("\n  and ").append(found.size() - MOST_SHOWN).append(" more");
    }
    return new InvalidSettingException(message.toString());
  }
}
