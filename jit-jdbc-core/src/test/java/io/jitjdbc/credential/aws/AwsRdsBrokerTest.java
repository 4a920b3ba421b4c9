package io.jitjdbc.credential.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.credential.LoginName;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.CredentialBrokerContract;
import io.jitjdbc.testing.LoaderWithout;
import io.jitjdbc.testing.LoggedText;
import io.jitjdbc.testing.MutableClock;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class AwsRdsBrokerTest extends CredentialBrokerContract {
  private static final String KEY_ID = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String HOST = "shop.cx4.eu-central-1.rds.amazonaws.com";
  private static final String TARGET = "jdbc:postgresql://" + HOST + "/shop";
  private static final String EMPTY = SignatureV4.sha256("");

  private final MutableClock clock = new MutableClock();
  private final LoggedText logged = LoggedText.record();
  private final Map<String, String> replaced = new HashMap<>();
  private CredentialBroker broker;

  @TempDir Path folder;

  @BeforeEach
  void giveCredentials() {
    // Nothing of the machine that the test runs on counts.
    set("aws.disableEc2Metadata", "true");
    set("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
    set("aws.configFile", folder.resolve("config").toString());
    set("aws.accessKeyId", KEY_ID);
    set("aws.secretAccessKey", SECRET);
    broker = with(Map.of());
  }

  @AfterEach
  void takeThemBack() {
    broker.close();
    logged.close();
    replaced.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
    assertThat(logged.text()).doesNotContain(SECRET);
  }

  private void set(String name, String value) {
    String before = System.setProperty(name, value);
    replaced.putIfAbsent(name, before);
  }

  private CredentialBroker with(Map<String, String> changes) {
    var settings = new HashMap<>(Map.of("user", "{name}"));
    settings.putAll(changes);
    settings.values().removeIf(String::isEmpty);
    return new AwsRdsBrokerProvider(clock)
        .create(SettingValues.of("jit.broker.aws-rds.", settings));
  }

  @Override
  protected CredentialBroker broker() {
    return broker;
  }

  @Override
  protected String target() {
    return TARGET;
  }

  private static LeaseRequest request(String target) {
    return new LeaseRequest(
        new Subject("https://issuer.example", "1", "ann", Set.of()), target, "");
  }

  /** What follows the question mark of a token, decoded. */
  private static Map<String, String> query(String token) {
    return Arrays.stream(token.substring(token.indexOf('?') + 1).split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Test
  void comparesWithAComputationThatGivesWhatAwsDocuments() {
    var docs = new SignatureV4("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3");
    Map<String, String> query =
        Map.of(
            "X-Amz-Algorithm", "AWS4-HMAC-SHA256",
            "X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request",
            "X-Amz-Date", "20130524T000000Z",
            "X-Amz-Expires", "86400",
            "X-Amz-SignedHeaders", "host");

    assertThat(docs.of("examplebucket.s3.amazonaws.com", "/test.txt", query, "UNSIGNED-PAYLOAD"))
        .isEqualTo("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    assertThat(SignatureV4.hex(new SignatureV4(SECRET, "us-east-1", "iam").key("20120215")))
        .isEqualTo("f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://" + HOST + "/shop, " + HOST + ":5432",
    "jdbc:postgresql://" + HOST + ":5433/shop, " + HOST + ":5433",
    "jdbc:postgresql://SHOP.cx4.eu-central-1.RDS.amazonaws.com:5433, " + HOST + ":5433",
    "jdbc:mysql://" + HOST + "/shop, " + HOST + ":3306",
    "jdbc:mysql://" + HOST + ":3307/, " + HOST + ":3307",
    "jdbc:mariadb://" + HOST + "/shop, " + HOST + ":3306",
  })
  void signsForTheHostThatIsConnectedTo(String target, String place) throws RefusedException {
    String token = broker.lease(request(target)).credential().revealPassword();

    Map<String, String> query = new HashMap<>(query(token));
    String signature = query.remove("X-Amz-Signature");
    assertThat(token).startsWith(place + "/?");
    assertThat(query)
        .containsOnlyKeys(
            "Action",
            "DBUser",
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders")
        .containsEntry("Action", "connect")
        .containsEntry("DBUser", "ann")
        .containsEntry("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
        .containsEntry("X-Amz-Expires", "900")
        .containsEntry("X-Amz-SignedHeaders", "host");
    assertThat(signature)
        .isEqualTo(new SignatureV4(SECRET, "eu-central-1", "rds-db").of(place, "/", query, EMPTY));
    assertThat(logged.text()).doesNotContain(token, signature);
  }

  @Test
  void signsAnyUserAndWithTheTokenOfASession() throws RefusedException {
    set("aws.sessionToken", "session+token/of==");
    CredentialBroker session = with(Map.of("user", "ö b&c=d/{id}", "region", "us-gov-west-1"));

    Lease lease = session.lease(request("jdbc:mysql://db.internal:3306/shop"));

    var query = new HashMap<>(query(lease.credential().revealPassword()));
    String signature = query.remove("X-Amz-Signature");
    assertThat(lease.credential().user()).isEqualTo("ö b&c=d/1");
    assertThat(query)
        .containsEntry("DBUser", "ö b&c=d/1")
        .containsEntry("X-Amz-Security-Token", "session+token/of==");
    assertThat(query.get("X-Amz-Credential")).endsWith("/us-gov-west-1/rds-db/aws4_request");
    assertThat(signature)
        .isEqualTo(
            new SignatureV4(SECRET, "us-gov-west-1", "rds-db")
                .of("db.internal:3306", "/", query, EMPTY));
    session.close();
  }

  @Test
  void tellsEachDriverToVerifyTheServer() throws RefusedException {
    assertThat(properties("postgresql")).containsExactly(Map.entry("sslmode", "verify-full"));
    assertThat(properties("mysql")).containsExactly(Map.entry("sslMode", "VERIFY_IDENTITY"));
    assertThat(properties("mariadb")).containsExactly(Map.entry("sslMode", "verify-full"));
  }

  private Map<String, String> properties(String engine) throws RefusedException {
    return broker.lease(request("jdbc:" + engine + "://" + HOST + "/shop")).connectionProperties();
  }

  @Test
  void endsBeforeTheTokenAndWithTheCredentials() throws RefusedException {
    assertThat(life(broker)).isEqualTo(Duration.ofMinutes(14));
    assertThat(life(with(Map.of("ttl", "90s")))).isEqualTo(Duration.ofSeconds(90));
    assertThat(life(signedUntil(clock.instant().plusSeconds(60)))).isEqualTo(Duration.ofMinutes(1));
  }

  private Duration life(CredentialBroker broker) throws RefusedException {
    Lease lease = broker.lease(requestOf("ann"));
    assertThat(lease.issuedAt()).isEqualTo(clock.instant());
    return Duration.between(lease.issuedAt(), lease.expiresAt());
  }

  private CredentialBroker signedUntil(Instant end) {
    var credentials =
        AwsSessionCredentials.builder()
            .accessKeyId(KEY_ID)
            .secretAccessKey(SECRET)
            .sessionToken("session")
            .expirationTime(end)
            .build();
    return new AwsRdsBroker(
        new RdsTokens(StaticCredentialsProvider.create(credentials)),
        new LoginName("app"),
        "",
        Duration.ofMinutes(14),
        clock);
  }

  @Test
  void refusesWithCredentialsThatAreOver() {
    assertThat(refusal(signedUntil(clock.instant()), TARGET))
        .hasMessageContaining("were over at 2030-01-01T00:00:00Z");
  }

  @Test
  void saysThatThereAreNoCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    CredentialBroker none = with(Map.of());

    RefusedException refusal = refusal(none, TARGET);

    assertThat(refusal.state()).isEqualTo(SqlState.UNREACHABLE);
    assertThat(refusal).hasMessageContaining("finds no credentials to sign with");
    none.close();
  }

  private static RefusedException refusal(CredentialBroker broker, String target) {
    var refusal = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(request(target)))
        .satisfies(e -> refusal[0] = e);
    assertThat(refusal[0].getMessage()).doesNotContain(SECRET, "\n");
    return refusal[0];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql:shop",
        "jdbc:postgresql://a.rds.amazonaws.com,b.rds.amazonaws.com/shop",
        "jdbc:postgresql://[::1]:5432/shop",
        "jdbc:postgresql://ann@host/shop",
        "jdbc:postgresql://host:99999999/shop",
        "jdbc:mysql:loadbalance://a,b/shop",
        "jdbc:mysql://(host=a,port=1)/shop",
        "jdbc:h2:mem:shop",
        "jdbc:sqlserver://host",
        "",
        "jdbc:postgresql://host\n/shop",
      })
  void refusesTargetsThatAreNotOneHost(String target) {
    assertThat(refusal(broker, target))
        .hasMessageContaining("jdbc:postgresql://host:5432/database");
  }

  @ParameterizedTest
  @CsvSource({
    "shop.cx4.eu-central-1.rds.amazonaws.com, eu-central-1",
    "shop.cluster-ro-cx4.us-gov-east-1.rds.amazonaws.com, us-gov-east-1",
    "pool.proxy-cx4.ap-southeast-2.rds.amazonaws.com, ap-southeast-2",
    "shop.cx4.rds.cn-north-1.amazonaws.com.cn, cn-north-1",
    "shop.cx4.rds.eu-west-1.amazonaws.com, ",
    "shop.cx4.cn-north-1.rds.amazonaws.com.cn, cn-north-1",
    "eu-central-1.rds.amazonaws.com.evil.example, ",
    "db.internal, ",
  })
  void findsTheRegionInTheHost(String host, String region) throws RefusedException {
    assertThat(RdsAddress.of("jdbc:mysql://" + host + "/x").region().orElse(null))
        .isEqualTo(region);
  }

  @Test
  void asksForTheRegionThatTheHostDoesNotTell() {
    assertThat(refusal(broker, "jdbc:postgresql://db.internal/shop"))
        .hasMessageContaining("jit.broker.aws-rds.region");
  }

  @ParameterizedTest
  @CsvSource({
    "user, '', user is required",
    "user, '{groups}', user cannot be read",
    "region, evil.example/, region cannot be read",
    "ttl, 0s, ttl of the aws-rds broker",
    "ttl, 15m, ttl of the aws-rds broker",
  })
  void wantsSettingsThatMakeSense(String name, String value, String problem) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> with(Map.of(name, value)))
        .withMessageContaining(problem);
  }

  @Test
  void asksForAwssLibraryWhereItIsMissing() throws Exception {
    var without = new LoaderWithout("software.amazon.awssdk", "io.jitjdbc.credential.aws");
    var provider =
        (CredentialBrokerProvider)
            without.loadClass(AwsRdsBrokerProvider.class.getName()).getConstructor().newInstance();

    assertThat(provider.settings()).hasSize(3);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> provider.create(SettingValues.of("", Map.of("user", "app"))))
        .withMessageContaining("put the jar software.amazon.awssdk:rds");
  }

  @Test
  void saysNothingOfATokenInText() throws RefusedException {
    var signed = new RdsTokens(provider()).sign(RdsAddress.of(TARGET), "eu-central-1", "ann");

    assertThat(List.of(signed.toString(), broker.toString()))
        .noneMatch(text -> text.contains(signed.reveal()));
  }

  private static StaticCredentialsProvider provider() {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(KEY_ID, SECRET, "session"));
  }
}
