package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Digests;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.settings.InvalidSettingException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a policy from the bytes of its file. */
final class PolicyReader {
  private static final int VERSION_BYTES = 6;

  private PolicyReader() {}

  /**
   * Reads all of it.
   *
   * @param file how the file is called, for messages
   * @throws InvalidSettingException with everything that is wrong
   */
  static Policy read(String file, byte[] bytes, MaskFunctions functions) {
    var problems = new Problems(file);
    Node root = YamlText.compose(bytes, problems).orElseThrow(problems::exception);
    Policy policy = policy(version(bytes), new Item(root, "", problems), functions);
    problems.throwIfAny();
    return policy;
  }

  private static Policy policy(String version, Item root, MaskFunctions functions) {
    Section section =
        root.section(
            "version",
            "mode",
            "classification",
            "masks",
            "detectors",
            "rules",
            "budgets",
            "approvals",
            "routines",
            "audit");
    section.require("version").ifPresent(PolicyReader::checkVersion);
    var approvals = section.find("approvals").map(ApprovalReader::read).orElse(Map.of());
    List<Tag> tags = new TagReader(functions, new UsesReader(approvals)).read(section);
    var audit = new AuditReader(tags);
    var rules = new RuleReader(tags, approvals, audit);
    return new Policy(
        version,
        section.find("mode").map(ModeReader::observed).orElse(Who.NOBODY),
        tags,
        section.find("detectors").map(DetectorReader::read).orElse(Detectors.NONE),
        section.require("rules").map(rules::read).orElse(List.of()),
        section.find("budgets").map(new BudgetReader(tags, approvals)::read).orElse(List.of()),
        section.find("routines").map(new RoutineReader(tags)::read).orElse(List.of()),
        section.find("audit").map(audit::read).orElse(Auditing.UNSAID),
        audit.hash());
  }

  private static void checkVersion(Item item) {
    if (item.count(1).filter(number -> number != 1).isPresent()) {
      item.problem("this release reads version 1");
    }
  }

  private static String version(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.sha256(bytes), 0, VERSION_BYTES);
  }
}
