package io.jitjdbc.remote;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.nimbusds.jose.JWSAlgorithm;
import io.jitjdbc.settings.Kind;
import java.util.List;
import java.util.Set;

/** Signatures that whoever can check them cannot make: none that needs a shared secret. */
public final class SignatureAlgorithms {
  /** Every one, as a default. */
  public static final String ALL = "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512";

  /** As a setting. */
  public static final Kind<Set<JWSAlgorithm>> KIND =
      new Kind<>("a list out of " + ALL, List.of(), SignatureAlgorithms::parse);

  private SignatureAlgorithms() {}

  private static Set<JWSAlgorithm> parse(String text) {
    List<String> names = Kind.LIST.parser().apply(text);
    if (names.isEmpty() || !List.of(ALL.split(",")).containsAll(names)) {
      throw new IllegalArgumentException();
    }
    return names.stream().map(JWSAlgorithm::parse).collect(toUnmodifiableSet());
  }
}
