package io.jitjdbc.credential.aws;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.LoginName;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code jit.broker=aws-rds}: leases are tokens of IAM database authentication, for Amazon RDS and
 * Aurora with PostgreSQL, MySQL or MariaDB.
 *
 * <p>Needs the jar {@code software.amazon.awssdk:rds}. Tokens are signed with the credentials of
 * this process, as AWS's default chain finds them; what is connected to must be the endpoint that
 * RDS shows, because its name is signed.
 *
 * <p><b>Guarantees</b>: a token is sent only to a server whose certificate and name were verified;
 * a lease is over before its token is, which is 15 minutes after it was made. <b>Does not protect
 * against</b> a session that lasts longer than its token, which AWS does not end: the connection is
 * torn down at the lease's end. IAM sees this process, not the subject: which users it may connect
 * as is in its own policy.
 */
public final class AwsRdsBrokerProvider implements CredentialBrokerProvider {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);
  private static final Pattern REGION_NAME = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d{1,2}");
  private static final Kind<String> REGION_KIND =
      new Kind<>("a region such as eu-central-1", List.of(), AwsRdsBrokerProvider::region);

  static final Setting<LoginName> USER =
      Setting.of("user", LoginName.KIND, "The database user: fixed, or with {name} or {id}.");
  static final Setting<String> REGION =
      Setting.of("region", REGION_KIND, "The database's region, if its host name does not tell.");
  static final Setting<Duration> TTL =
      Setting.of(
          "ttl", Kind.DURATION, "14m", "How long a connection may work; less than 15 minutes.");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public AwsRdsBrokerProvider() {
    this(InstantSource.system());
  }

  AwsRdsBrokerProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "aws-rds";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(USER, REGION, TTL);
  }

  @Override
  public CredentialBroker create(SettingValues values) {
    Duration ttl = values.get(TTL);
    if (ttl.isZero() || ttl.compareTo(TOKEN_LIFE) >= 0) {
      throw new InvalidSettingException(
          "ttl of the aws-rds broker must be longer than nothing and less than 15m, which is how"
              + " long a token lives");
    }
    LoginName user = values.get(USER);
    String region = values.find(REGION).orElse("");
    try {
      return new AwsRdsBroker(RdsTokens.ofDefaultChain(), user, region, ttl, clock);
    } catch (NoClassDefFoundError e) {
      throw new InvalidSettingException(
          "jit.broker=aws-rds needs AWS's library: put the jar software.amazon.awssdk:rds and what"
              + " it depends on on the class path");
    }
  }

  private static String region(String text) {
    if (!REGION_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}
