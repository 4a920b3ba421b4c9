package io.jitjdbc.credential.vault;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.remote.ForeignText;
import java.net.URI;

/** The wording of what Vault refuses. */
final class VaultRefusal {
  private VaultRefusal() {}

  /** What an answer that is no success means. */
  static RefusedException of(VaultAnswer answer, VaultCall call, URI address) {
    return switch (answer.status()) {
      case 401, 403 -> refused(said("refuses", answer, call) + call.whenForbidden());
      case 400, 405 -> refused(said("refuses", answer, call) + call.whenInvalid());
      case 404 -> refused(said("does not have", answer, call) + call.whenMissing());
      case 429 -> unreachable(said("limits", answer, call) + later(answer));
      case 412, 472, 473 -> unreachable(said("cannot serve", answer, call) + standby(address));
      case 503 ->
          unreachable(
              said("is sealed or not ready, for", answer, call) + "Unseal it, or try again later");
      default ->
          answer.status() / 100 == 3
              ? unreachable(said("redirects", answer, call) + standby(address))
              : unreachable(
                  said("fails at", answer, call) + "See Vault's log, and try again later");
    };
  }

  /** Vault keeps the answer to itself until somebody has agreed. */
  static RefusedException wrapped(VaultFields wrapping, VaultCall call) {
    String accessor = ForeignText.shown(wrapping.text("accessor"));
    return refused(
        "No lease: approval is pending in Vault, which wraps its answer to "
            + call.path()
            + " (accessor "
            + (accessor.isEmpty() ? "unknown" : accessor)
            + "). A wrapped answer is not fetched later, even if it is approved: take the control"
            + " group or the wrapping off this path, and let jit.approvals ask for approval");
  }

  /** An answer that is not what the documentation of Vault says. */
  static RefusedException unlike(VaultCall call, String why) {
    return unreachable(
        "No lease: the answer to "
            + call.path()
            + " is not one of Vault: "
            + why
            + ". Check jit.broker.vault.address, and jit.broker.vault.mount");
  }

  static RefusedException refused(String text) {
    return new RefusedException(SqlState.CREDENTIAL_REFUSED, text + ".");
  }

  static RefusedException unreachable(String text) {
    return new RefusedException(SqlState.UNREACHABLE, text + ".");
  }

  private static String said(String verb, VaultAnswer answer, VaultCall call) {
    return "No lease: Vault "
        + verb
        + " "
        + call.path()
        + " ("
        + answer.status()
        + ": "
        + answer.errors()
        + "). ";
  }

  private static String later(VaultAnswer answer) {
    return answer.retryAfter().isEmpty()
        ? "Try again later, or raise its quota"
        : "Try again in " + answer.retryAfter() + " s, or raise its quota";
  }

  private static String standby(URI address) {
    return "Name the active node, or a load balancer that finds it, instead of " + address;
  }
}
