package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Action;
import io.jitjdbc.approval.ApprovalRequirement.Coverage;
import io.jitjdbc.approval.ApprovalRequirement.Waiting;
import io.jitjdbc.policy.MaskedUses.Copying;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.policy.yaml.Rule.Effect;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fixed words of the policy's language. */
final class Words {
  static final Map<String, Set<Action>> ACTIONS = actions();
  static final Map<String, Effect> EFFECTS = spelled(Effect.values());
  static final Map<String, PolicyMode> MODES = spelled(PolicyMode.values());
  static final Map<String, Filtering> FILTERS = spelled(Filtering.values());
  static final Map<String, Waiting> WAITING = spelled(Waiting.values());
  static final Map<String, Coverage> COVERAGE = spelled(Coverage.values());
  static final Map<String, Copying> COPIES = spelled(Copying.values());

  /** What rules, tags and approvals may be called. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  static final String A_NAME = "a name: letters, digits, dots, dashes and underscores";

  private Words() {}

  private static Map<String, Set<Action>> actions() {
    var words = new LinkedHashMap<String, Set<Action>>();
    spelled(Action.values()).forEach((word, action) -> words.put(word, Set.of(action)));
    words.put("read", Set.of(Action.SELECT));
    words.put("write", Set.of(Action.INSERT, Action.UPDATE, Action.DELETE));
    words.put("all", Set.of(Action.values()));
    return words;
  }

  static <E extends Enum<E>> Map<String, E> spelled(E[] constants) {
    return Arrays.stream(constants)
        .collect(
            Collectors.toMap(
                constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                constant -> constant));
  }
}
