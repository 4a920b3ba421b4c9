package io.jitjdbc.policy.yaml;

import io.jitjdbc.settings.InvalidSettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Everything that is wrong with a policy file, by line and column, so that it is mended at once.
 */
final class Problems {
  private static final int MOST_SHOWN = 50;

  private final String file;
  private final List<String> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  /** Where the file as a whole is wrong. */
  void add(String text) {
    found.add(text);
  }

  void add(Optional<Mark> mark, String path, String text) {
    String position = mark.map(Problems::position).orElse("");
    found.add(position + (path.isEmpty() ? "" : path + ": ") + text);
  }

  private static String position(Mark mark) {
    return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw exception();
    }
  }

  InvalidSettingException exception() {
    var message = new StringBuilder("policy ").append(file).append(" cannot be used:");
    found.stream().limit(MOST_SHOWN).forEach(text -> message.append("\n  ").append(text));
    if (found.size() > MOST_SHOWN) {
      message.append("\n  and ").append(found.size() - MOST_SHOWN).append(" more");
    }
    return new InvalidSettingException(message.toString());
  }
}
