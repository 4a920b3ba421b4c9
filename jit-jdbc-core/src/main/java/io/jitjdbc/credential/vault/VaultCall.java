package io.jitjdbc.credential.vault;

import java.util.Locale;

/**
 * One kind of request to Vault, and what an operator can do when Vault refuses it.
 *
 * @param path as policies spell it: without {@code /v1/}
 * @param whenForbidden what to do when the token may not; no full stop
 * @param whenInvalid what to do when Vault does not accept what it was asked; no full stop
 * @param whenMissing what to do where there is no such path; no full stop
 */
record VaultCall(
    String method, String path, String whenForbidden, String whenInvalid, String whenMissing) {

  static VaultCall login(VaultAuth auth, String mount, String role) {
    String path = "auth/" + mount + "/login";
    String named = role.isEmpty() ? "the default role" : "the role " + role;
    String compare =
        "Compare " + named + " of auth/" + mount + " with the token's issuer, audience and claims";
    return new VaultCall(
        "POST",
        path,
        compare,
        compare,
        "Enable the auth method "
            + auth.spelled()
            + " there, or correct jit.broker.vault.auth.mount");
  }

  static VaultCall credentials(String mount, String kind, String role) {
    String path = mount + "/" + kind + "/" + role;
    String correct =
        "Make the role there, or correct jit.broker.vault.mount and jit.broker.vault.role";
    return new VaultCall("GET", path, policy(path, "read"), correct, correct);
  }

  static VaultCall renewLease() {
    return own("PUT", "sys/leases/renew");
  }

  static VaultCall lookUpLease() {
    return own("PUT", "sys/leases/lookup");
  }

  static VaultCall revokeLease() {
    return own("PUT", "sys/leases/revoke");
  }

  static VaultCall renewSelf() {
    return own("POST", "auth/token/renew-self");
  }

  static VaultCall revokeSelf() {
    return own("POST", "auth/token/revoke-self");
  }

  private static VaultCall own(String method, String path) {
    String check = "Check jit.broker.vault.address";
    return new VaultCall(method, path, policy(path, "update"), check, check);
  }

  private static String policy(String path, String capability) {
    return String.format(
        Locale.ROOT,
        "Its token needs a policy with path \"%s\" { capabilities = [\"%s\"] }",
        path,
        capability);
  }
}
