package io.jitjdbc.credential.exchange;

import com.nimbusds.jwt.JWTParser;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.remote.JsonText;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was exchanged. A class and not a record, because a record prints its fields. */
final class ExchangedToken {
  private static final Duration LONGEST = Duration.ofDays(3_660);

  /** Others are bound to a key, and are nothing by themselves. */
  private static final Set<String> PLAIN = Set.of("bearer", "n_a");

  private final String text;
  private final Instant endsAt;

  private ExchangedToken(String text, Instant endsAt) {
    this.text = text;
    this.endsAt = endsAt;
  }

  /**
   * Reads the answer by RFC 8693 section 2.2.1.
   *
   * @param now when it was asked for
   */
  static ExchangedToken of(String answer, Instant now, URI endpoint) throws RefusedException {
    Map<String, Object> fields = fields(answer, endpoint);
    if (!(fields.get("access_token") instanceof String text) || text.isBlank()) {
      throw ExchangeRefusal.unlike(endpoint, "access_token is missing");
    }
    if (!(fields.get("token_type") instanceof String type) || !PLAIN.contains(lower(type))) {
      throw ExchangeRefusal.unlike(endpoint, "token_type is not Bearer, so it is no password");
    }
    Instant end = end(text, fields, now, endpoint);
    if (!end.isAfter(now)) {
      throw ExchangeRefusal.unlike(endpoint, "the token is over already; compare the clocks");
    }
    return new ExchangedToken(text, end);
  }

  private static Map<String, Object> fields(String answer, URI endpoint) throws RefusedException {
    try {
      return JsonText.object(answer);
    } catch (ParseException e) {
      // Without the cause: it quotes the answer.
      throw ExchangeRefusal.unlike(endpoint, "it is not a JSON object");
    }
  }

  /** The sooner of what the answer and the token itself say. */
  private static Instant end(String text, Map<String, Object> fields, Instant now, URI endpoint)
      throws RefusedException {
    Object seconds = fields.get("expires_in");
    Instant own = ownEnd(text);
    if (seconds == null && own.equals(Instant.MAX)) {
      throw ExchangeRefusal.unlike(endpoint, "it does not say when the token ends");
    }
    if (seconds == null) {
      return own;
    }
    if (!(seconds instanceof Long life) || life <= 0 || life > LONGEST.toSeconds()) {
      throw ExchangeRefusal.unlike(endpoint, "expires_in is absurd");
    }
    Instant said = now.plusSeconds(life);
    return said.isBefore(own) ? said : own;
  }

  private static Instant ownEnd(String text) {
    try {
      Date end = JWTParser.parse(text).getJWTClaimsSet().getExpirationTime();
      return end == null ? Instant.MAX : end.toInstant();
    } catch (ParseException e) {
      // It need not be a JWT.
      return Instant.MAX;
    }
  }

  private static String lower(String type) {
    return type.toLowerCase(Locale.ROOT);
  }

  /** The token itself: as the password, and for nothing else. */
  String reveal() {
    return text;
  }

  Instant endsAt() {
    return endsAt;
  }

  @Override
  public String toString() {
    return "token=***";
  }
}
