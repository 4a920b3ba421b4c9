package io.jitjdbc.credential.vault;

import java.time.Duration;
import java.time.Instant;

/** A token of Vault's own. A class and not a record, because a record prints its fields. */
final class ClientToken {
  private static final Instant NEVER = Instant.MAX;

  private final String text;
  private final boolean renewable;
  private final Instant issuedAt;
  private final Duration life;
  private final Instant endsAt;

  private ClientToken(
      String text, boolean renewable, Instant issuedAt, Duration life, Instant endsAt) {
    this.text = text;
    this.renewable = renewable;
    this.issuedAt = issuedAt;
    this.life = life;
    this.endsAt = endsAt;
  }

  /** One that somebody else keeps alive. */
  static ClientToken kept(String text) {
    return new ClientToken(text, false, Instant.MIN, Duration.ZERO, NEVER);
  }

  /**
   * One of our own.
   *
   * @param life how long it lives; zero is for ever
   */
  static ClientToken issued(String text, boolean renewable, Instant now, Duration life) {
    return new ClientToken(text, renewable, now, life, life.isZero() ? NEVER : now.plus(life));
  }

  /** The same token with another end. */
  ClientToken until(Instant end) {
    return new ClientToken(text, renewable, issuedAt, life, end);
  }

  /** The token itself: for Vault, and for nothing else. */
  String reveal() {
    return text;
  }

  boolean isRenewable() {
    return renewable;
  }

  Instant endsAt() {
    return endsAt;
  }

  boolean isOverAt(Instant time) {
    return !time.isBefore(endsAt);
  }

  /** More than a third of its life is left: leases end with the token, so it must not be old. */
  boolean isFreshAt(Instant time) {
    return endsAt.equals(NEVER) || time.isBefore(endsAt.minus(life.dividedBy(3)));
  }

  /** Issued within that time. */
  boolean isYoungerThan(Duration age, Instant time) {
    return time.isBefore(issuedAt.plus(age));
  }

  boolean isSameAs(ClientToken other) {
    return text.equals(other.text);
  }

  @Override
  public String toString() {
    return "token=***";
  }
}
