package io.jitjdbc.policy.signed;

import static java.util.stream.Collectors.joining;

import com.nimbusds.jose.util.Base64URL;
import io.jitjdbc.access.Digests;
import io.jitjdbc.access.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The newest policy of each target, at one moment. All decide under one version, because callers
 * ask for the version without saying for which target. Immutable.
 */
final class HeldPolicies {
  static final HeldPolicies NONE = new HeldPolicies(new TreeMap<>(), "no-policy");
  private static final int VERSION_CHARACTERS = 12;

  private final SortedMap<String, HeldPolicy> byTarget;
  private final String version;
  private final Instant nextEnd;

  private HeldPolicies(SortedMap<String, HeldPolicy> byTarget, String version) {
    this.byTarget = byTarget;
    this.version = version;
    this.nextEnd =
        byTarget.values().stream()
            .filter(held -> !held.isOver())
            .map(held -> held.bundle().end())
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
  }

  private static HeldPolicies of(SortedMap<String, HeldPolicy> byTarget) {
    String version = version(byTarget);
    byTarget.replaceAll((target, held) -> held.under(version));
    return new HeldPolicies(byTarget, version);
  }

  Optional<HeldPolicy> of(String target) {
    return Optional.ofNullable(byTarget.get(target));
  }

  Collection<HeldPolicy> all() {
    return byTarget.values();
  }

  String version() {
    return version;
  }

  /** The same, but for policies that have come to their end. */
  HeldPolicies at(Instant now) {
    if (now.isBefore(nextEnd)) {
      return this;
    }
    var changed = new TreeMap<>(byTarget);
    changed.replaceAll((target, held) -> held.at(now));
    return of(changed);
  }

  /**
   * The same with a newer policy of one target.
   *
   * @throws RefusedException if it is not newer
   */
  HeldPolicies with(String target, HeldPolicy newer) throws RefusedException {
    HeldPolicy known = byTarget.get(target);
    if (known != null) {
      checkOrder(known.bundle(), newer.bundle());
      if (newer.bundle().serial() == known.bundle().serial()
          && !newer.bundle().end().isAfter(known.bundle().end())) {
        return this;
      }
    }
    var changed = new TreeMap<>(byTarget);
    changed.put(target, newer);
    return of(changed);
  }

  private static void checkOrder(Bundle known, Bundle newer) throws RefusedException {
    if (newer.serial() < known.serial()) {
      throw Adoption.refused(
          "it has serial number "
              + newer.serial()
              + ", and "
              + known.serial()
              + " has been in force here",
          "Connect again if a new policy is being rolled out; an old one must be signed anew with"
              + " a higher number");
    }
    if (newer.serial() == known.serial() && !newer.policy().equals(known.policy())) {
      throw Adoption.refused(
          "it differs from another with the same serial number " + known.serial(),
          "A changed policy must be signed with a higher number");
    }
  }

  /** One policy alone is known by its own digest, so that files and bundles compare. */
  private static String version(SortedMap<String, HeldPolicy> byTarget) {
    if (byTarget.size() == 1) {
      return byTarget.values().iterator().next().mark();
    }
    String marks =
        byTarget.entrySet().stream()
            .map(entry -> entry.getKey() + ' ' + entry.getValue().mark())
            .collect(joining("\n"));
    byte[] digest = Digests.sha256(marks.getBytes(StandardCharsets.UTF_8));
    return Base64URL.encode(digest).toString().substring(0, VERSION_CHARACTERS);
  }
}
