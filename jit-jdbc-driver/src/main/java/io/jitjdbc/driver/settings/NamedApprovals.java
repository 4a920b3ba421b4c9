package io.jitjdbc.driver.settings;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.joint.JointApprovals;
import io.jitjdbc.settings.InvalidSettingException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The approval services that {@code jit.approval} names, as one. */
public final class NamedApprovals {
  /** The name of the service that asks nobody. */
  public static final String NOBODY = "none";

  private NamedApprovals() {}

  /**
   * Makes each of them; if one cannot be made, those that were are closed.
   *
   * @throws InvalidSettingException if the names are none, the same twice, or {@code none} and
   *     others; or as the maker says
   */
  public static ApprovalService open(List<String> names, Function<String, ApprovalService> maker) {
    check(names);
    var services = new LinkedHashMap<String, ApprovalService>();
    boolean complete = false;
    try {
      names.forEach(name -> services.put(name, maker.apply(name)));
      complete = true;
    } finally {
      if (!complete) {
        close(services);
      }
    }
    return names.size() == 1 ? services.values().iterator().next() : new JointApprovals(services);
  }

  private static void check(List<String> names) {
    if (names.isEmpty()) {
      throw new InvalidSettingException(
          "jit.approval must name a service; it is none where nobody can be asked");
    }
    if (names.size() > 1 && names.contains(NOBODY)) {
      throw new InvalidSettingException(
          "jit.approval="
              + String.join(",", names)
              + " says both that nobody is asked and who is; leave out none, or the others");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new InvalidSettingException(
            "jit.approval="
                + String.join(",", names)
                + " names "
                + name
                + " twice; each service has one group of settings, so name it once");
      }
    }
  }

  private static void close(Map<String, ApprovalService> services) {
    if (!services.isEmpty()) {
      new JointApprovals(services).close();
    }
  }
}
