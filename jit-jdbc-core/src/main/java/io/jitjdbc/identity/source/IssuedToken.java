package io.jitjdbc.identity.source;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jwt.JWTParser;
import io.jitjdbc.identity.PresentedToken;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** A token that was fetched, and until when it is of use. */
public final class IssuedToken {
  /** A token is renewed when this part of its life is left, */
  private static final int TENTH = 10;

  /** but this long before its end at least, if it lives twice as long. */
  private static final Duration EARLY = Duration.ofSeconds(30);

  private final PresentedToken token;
  private final PresentedToken refresh;
  private final Instant since;
  private final Instant end;

  /**
   * @param refresh what gets another one without asking anybody; or none
   * @param since when it was fetched, by our clock
   */
  public IssuedToken(PresentedToken token, PresentedToken refresh, Instant since, Instant end) {
    this.token = requireNonNull(token);
    this.refresh = requireNonNull(refresh);
    this.since = requireNonNull(since);
    this.end = requireNonNull(end);
  }

  /** A token without a refresh token that ends when it says, and at the latest when told here. */
  public static IssuedToken until(PresentedToken token, Instant since, Instant latest) {
    return new IssuedToken(token, PresentedToken.none(), since, earlier(latest, ownEnd(token)));
  }

  /** The same with a refresh token. */
  public IssuedToken with(PresentedToken refreshToken) {
    return new IssuedToken(token, refreshToken, since, end);
  }

  /** The same, but not to be used any more: only its refresh token is. */
  IssuedToken spent() {
    return new IssuedToken(token, refresh, since, Instant.MIN);
  }

  /** The token itself. */
  public PresentedToken token() {
    return token;
  }

  /** What gets another one; or none. */
  public PresentedToken refresh() {
    return refresh;
  }

  /** When it was fetched. */
  public Instant since() {
    return since;
  }

  /** When it is over. */
  public Instant end() {
    return end;
  }

  /** Whether it is not over yet. */
  public boolean isUsable(Instant now) {
    return now.isBefore(end);
  }

  /** Whether it is not worth renewing yet. */
  public boolean isFresh(Instant now) {
    return isUsable(now) && now.isBefore(end.minus(margin()));
  }

  private Duration margin() {
    Duration life = Duration.between(since, end);
    Duration tenth = life.dividedBy(TENTH);
    Duration margin = tenth.compareTo(EARLY) > 0 ? tenth : EARLY;
    Duration half = life.dividedBy(2);
    return margin.compareTo(half) < 0 ? margin : half;
  }

  /** Read without believing it: what a token says of itself can only shorten its use here. */
  private static Instant ownEnd(PresentedToken token) {
    try {
      Date end = JWTParser.parse(token.reveal()).getJWTClaimsSet().getExpirationTime();
      return end == null ? Instant.MAX : end.toInstant();
    } catch (ParseException e) {
      return Instant.MAX;
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  @Override
  public String toString() {
    return token + " until " + end;
  }
}
