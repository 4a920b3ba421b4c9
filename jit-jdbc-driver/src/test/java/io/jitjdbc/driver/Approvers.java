package io.jitjdbc.driver;

import io.jitjdbc.access.Subject;
import java.util.Set;

/** Who may approve in the shop. */
final class Approvers {
  static final Subject OMAR =
      new Subject("https://issuer.example", "omar", "omar", Set.of("data-owners"));

  private Approvers() {}
}
