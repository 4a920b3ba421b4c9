package io.jitjdbc.policy.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.access.Subject;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.settings.InvalidSettingException;
import java.util.Optional;
import java.util.SortedSet;

/** A policy out of a text that came from elsewhere than a file of ours. Immutable. */
public final class YamlPolicy {
  private final Policy policy;

  private YamlPolicy(Policy policy) {
    this.policy = policy;
  }

  /**
   * Reads all of it.
   *
   * @param name how the text is called, for messages
   * @throws InvalidSettingException with everything that is wrong
   */
  public static YamlPolicy read(String name, String text) {
    return new YamlPolicy(PolicyReader.read(name, text.getBytes(UTF_8), MaskFunctions.find()));
  }

  /**
   * Reads all of it to look at it: keys of masks are where it is enforced, and are not read.
   *
   * @param name how the text is called, for messages
   * @throws InvalidSettingException with everything that is wrong
   */
  public static YamlPolicy readElsewhere(String name, String text) {
    return new YamlPolicy(
        PolicyReader.read(name, text.getBytes(UTF_8), MaskFunctions.findElsewhere()));
  }

  /** The same rules, which decide under another version. */
  public YamlPolicy under(String version) {
    return new YamlPolicy(policy.under(version));
  }

  public Decision decide(AuthorizationRequest request) {
    return policy.decide(request);
  }

  /** A digest of the text, unless told otherwise. */
  public String version() {
    return policy.version();
  }

  /** Whether the subject is held to it. */
  public PolicyMode mode(Subject subject) {
    return policy.mode(subject);
  }

  /** Whether it says anything of what the database tells of its structure. */
  public boolean mindsMetadata() {
    return policy.mindsMetadata();
  }

  /** The groups that its rules and budgets, and the mode, name; sorted. */
  public SortedSet<String> groups() {
    return policy.named(Who::groups);
  }

  /** The people whom its rules and budgets, and the mode, name; sorted. */
  public SortedSet<String> users() {
    return policy.named(Who::users);
  }

  /** What operators must not overlook. */
  public Optional<String> laxity() {
    return policy.laxity();
  }
}
