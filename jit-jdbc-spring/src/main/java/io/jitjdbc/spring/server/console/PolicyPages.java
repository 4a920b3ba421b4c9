package io.jitjdbc.spring.server.console;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.yaml.YamlPolicy;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.spring.server.ControlPlaneSettings;
import io.jitjdbc.spring.server.audit.AdminLog;
import io.jitjdbc.spring.server.policy.PolicyBook;
import io.jitjdbc.spring.server.policy.PolicyDiff;
import io.jitjdbc.spring.server.policy.PolicyEffects;
import io.jitjdbc.spring.server.policy.PolicyVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Versions of the policy: written, tried out, compared, and let count for databases. */
@Controller
class PolicyPages {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MOST_VERSIONS = 100;
  private static final int MOST_CHANGES = 50;
  private static final int LONGEST_NOTE = 2000;
  private static final String NUMBER = "{number:\\d{1,18}}";
  private static final String EDITOR = "jit/policy-editor";
  private static final String EXAMPLE =
      """
      version: 1
      classification:
        pii.email: ["*.customers.email"]
      rules:
        - id: analysts-read
          who: {groups: [analysts]}
          actions: [read]
          resources: ["*.customers"]
          effect: permit
      """;

  private final PolicyBook book;
  private final PolicyEffects effects;
  private final ControlPlaneSettings settings;
  private final AdminLog log;

  PolicyPages(PolicyBook book, PolicyEffects effects, ControlPlaneSettings settings, AdminLog log) {
    this.book = book;
    this.effects = effects;
    this.settings = settings;
    this.log = log;
  }

  @GetMapping("/console/policies")
  String versions(Model model) {
    model.addAttribute("targets", targets());
    model.addAttribute("inForce", book.inForce());
    model.addAttribute("versions", book.latest(MOST_VERSIONS));
    model.addAttribute("history", book.history(MOST_CHANGES));
    model.addAttribute("signed", settings.policies().areSigned());
    return "jit/policies";
  }

  private List<String> targets() {
    return settings.targets().stream().map(ControlPlaneSettings.Target::url).toList();
  }

  /**
   * What stands in the editor.
   *
   * @param from the version that it was begun with
   */
  record Draft(String text, @Nullable String note, @Nullable Long from) {
    /** Browsers send line breaks in their own way. */
    String yaml() {
      return text.replace("\r\n", "\n");
    }

    String remark() {
      return bounded(note == null ? "" : note);
    }
  }

  /** The editor, with an older version to begin with. */
  @GetMapping("/console/policies/new")
  String editor(@RequestParam Optional<Long> from, Model model) {
    Optional<PolicyVersion> base =
        from.isPresent() ? book.find(from.get()) : book.latest(1).stream().findFirst();
    model.addAttribute("text", base.map(PolicyVersion::text).orElse(EXAMPLE));
    model.addAttribute("note", "");
    base.ifPresent(version -> model.addAttribute("base", version));
    return EDITOR;
  }

  /** What is wrong with a text; or else what it changes, and would have changed. */
  @PostMapping("/console/policies/check")
  String check(@ModelAttribute Draft draft, Model model) {
    edited(draft, model);
    try {
      YamlPolicy policy = YamlPolicy.readElsewhere("as written", draft.yaml());
      model.addAttribute("trial", effects.tryOut(policy, WEEK));
    } catch (InvalidSettingException e) {
      model.addAttribute("problems", e.getMessage());
    }
    return EDITOR;
  }

  @PostMapping("/console/policies")
  String save(
      @ModelAttribute("me") Subject me,
      @ModelAttribute Draft draft,
      Model model,
      RedirectAttributes next) {
    try {
      long number = book.add(draft.yaml(), draft.remark(), me);
      log.write(me, "policy written", "version " + number, draft.remark());
      next.addFlashAttribute("done", "Version " + number + " is kept. It counts nowhere yet.");
      next.addAttribute("number", number);
      return "redirect:/console/policies/{number}";
    } catch (InvalidSettingException e) {
      edited(draft, model);
      model.addAttribute("problems", e.getMessage());
      return EDITOR;
    }
  }

  private void edited(Draft draft, Model model) {
    model.addAttribute("text", draft.text());
    model.addAttribute("note", draft.remark());
    Optional.ofNullable(draft.from())
        .flatMap(book::find)
        .ifPresent(
            base -> {
              model.addAttribute("base", base);
              model.addAttribute("diff", PolicyDiff.of(base.text(), draft.yaml()));
            });
  }

  /** A version, and how it differs from another. */
  @GetMapping("/console/policies/" + NUMBER)
  String version(@PathVariable long number, @RequestParam Optional<Long> against, Model model) {
    PolicyVersion version = found(number);
    Optional<PolicyVersion> other = book.find(against.orElse(number - 1));
    model.addAttribute("it", version);
    model.addAttribute("versions", book.latest(MOST_VERSIONS));
    other.ifPresent(
        it -> {
          model.addAttribute("other", it);
          model.addAttribute("diff", PolicyDiff.of(it.text(), version.text()));
        });
    model.addAttribute("targets", targets());
    model.addAttribute("inForce", book.inForce());
    model.addAttribute("secondPerson", settings.policies().secondPerson());
    return "jit/policy";
  }

  /** What a version means: for the statements of the last week, and for everybody it names. */
  @GetMapping("/console/policies/" + NUMBER + "/effects")
  String effects(
      @PathVariable long number,
      @RequestParam(defaultValue = "") String table,
      @RequestParam(defaultValue = "") String columns,
      Model model) {
    PolicyVersion version = found(number);
    YamlPolicy policy = version.policy();
    model.addAttribute("it", version);
    PolicyEffects.Trial trial = effects.tryOut(policy, WEEK);
    model.addAttribute("trial", trial);
    var asked = TableAsked.of(trial.tables(), table.strip(), columns);
    model.addAttribute("asked", asked);
    if (!asked.columns().isEmpty()) {
      String target = targets().stream().findFirst().orElse("");
      model.addAttribute(
          "visibility", effects.visibility(policy, asked.table(), asked.columns(), target));
    }
    return "jit/policy-effects";
  }

  @PostMapping("/console/policies/" + NUMBER + "/roll-out")
  String rollOut(
      @ModelAttribute("me") Subject me,
      @PathVariable long number,
      @RequestParam(defaultValue = "") List<String> targets,
      @RequestParam(defaultValue = "") String remark,
      RedirectAttributes next) {
    PolicyVersion version = found(number);
    next.addAttribute("number", number);
    if (targets.isEmpty() || !targets().containsAll(targets)) {
      next.addFlashAttribute("refused", "Choose the databases that it is to count for.");
    } else if (settings.policies().secondPerson() && version.author().key().equals(me.key())) {
      next.addFlashAttribute("refused", "Somebody else than its author has to roll it out.");
    } else {
      book.rollOut(version, targets, me, bounded(remark));
      targets.forEach(
          target ->
              log.write(me, "policy rolled out", "version " + number + ": " + target, remark));
      next.addFlashAttribute(
          "done", "It counts from now on; applications have it with their next lease.");
    }
    return "redirect:/console/policies/{number}";
  }

  private PolicyVersion found(long number) {
    return book.find(number).orElseThrow(() -> new ResponseStatusException(NOT_FOUND));
  }

  private static String bounded(String note) {
    String text = note.strip();
    return text.length() <= LONGEST_NOTE ? text : text.substring(0, LONGEST_NOTE);
  }
}
