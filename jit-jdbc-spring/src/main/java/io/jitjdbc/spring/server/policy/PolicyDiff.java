package io.jitjdbc.spring.server.policy;

import static java.util.Objects.requireNonNull;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ, with some before and after them. */
public final class PolicyDiff {
  private static final int CONTEXT = 3;

  private PolicyDiff() {}

  /** What a line is. */
  public enum Kind {
    SAME,
    ADDED,
    REMOVED,
    /** Lines that are left out. */
    GAP
  }

  /** A line. */
  public record Line(Kind kind, String text) {
    public Line {
      requireNonNull(kind);
      requireNonNull(text);
    }

    /** What stands before it, so that nobody needs colours. */
    public String sign() {
      return switch (kind) {
        case SAME -> " ";
        case ADDED -> "+";
        case REMOVED -> "-";
        case GAP -> "⋯";
      };
    }
  }

  /** From one text to another; empty if they have the same lines. */
  public static List<Line> of(String from, String to) {
    List<AbstractDelta<String>> parts =
        DiffUtils.diff(from.lines().toList(), to.lines().toList(), true).getDeltas();
    var lines = new ArrayList<Line>();
    if (parts.stream().allMatch(part -> part.getType() == DeltaType.EQUAL)) {
      return lines;
    }
    for (int i = 0; i < parts.size(); i++) {
      AbstractDelta<String> part = parts.get(i);
      if (part.getType() == DeltaType.EQUAL) {
        int before = i == 0 ? 0 : CONTEXT;
        int after = i == parts.size() - 1 ? 0 : CONTEXT;
        addSame(lines, part.getSource().getLines(), before, after);
      } else {
        part.getSource().getLines().forEach(text -> lines.add(new Line(Kind.REMOVED, text)));
        part.getTarget().getLines().forEach(text -> lines.add(new Line(Kind.ADDED, text)));
      }
    }
    return lines;
  }

  private static void addSame(List<Line> lines, List<String> same, int first, int last) {
    boolean isLong = same.size() > first + last + 1;
    int until = isLong ? first : same.size();
    same.subList(0, until).forEach(text -> lines.add(new Line(Kind.SAME, text)));
    if (isLong) {
      lines.add(new Line(Kind.GAP, ""));
      same.subList(same.size() - last, same.size())
          .forEach(text -> lines.add(new Line(Kind.SAME, text)));
    }
  }
}
