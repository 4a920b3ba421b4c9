package io.jitjdbc.approval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What exactly is approved: an approval is good for an equal binding and for nothing else.
 *
 * <p>The actor belongs to it: otherwise somebody could approve for one actor, then act for the
 * subject in person and use what they approved themselves.
 *
 * @param subject key of the subject whose rights count
 * @param actor key of who acts for the subject
 * @param target the database
 * @param statement SHA-256 of the exact SQL text
 * @param binds SHA-256 over the typed bind values, in order
 * @param scope what the approval opens: the rule, and for row limits the limit
 * @param purpose the purpose that was given, may be empty
 * @param policyVersion the policy that asked for the approval
 */
public record ApprovalBinding(
    String subject,
    String actor,
    String target,
    String statement,
    String binds,
    String scope,
    String purpose,
    String policyVersion) {
  public ApprovalBinding {
    requireNonNull(subject);
    requireNonNull(actor);
    requireNonNull(target);
    requireNonNull(statement);
    requireNonNull(binds);
    requireNonNull(scope);
    requireNonNull(purpose);
    requireNonNull(policyVersion);
  }

  /** SHA-256 in hexadecimal: equal for equal bindings, different for different ones. */
  public String digest() {
    MessageDigest sha256 = sha256();
    for (String part :
        List.of(subject, actor, target, statement, binds, scope, purpose, policyVersion)) {
      byte[] bytes = part.getBytes(UTF_8);
      // The length goes first, or the end of one part could pass for the start of the next.
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      sha256.update(bytes);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
