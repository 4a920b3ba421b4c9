package io.jitjdbc.identity.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.SubjectResolverContract;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestIssuer.Reply;
import io.jitjdbc.testing.Together;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling by RFC 8628, with an issuer that answers what the test says. */
class DeviceSignInTest extends SubjectResolverContract {
  private final TestIssuer issuer = TestIssuer.start();
  private final PassingTime time = new PassingTime();
  private final List<SignInPrompt.Invitation> shown = new CopyOnWriteArrayList<>();
  private SubjectResolver resolver = with(Map.of());

  @BeforeEach
  void offerDeviceCodes() {
    issuer.answer("/device", form -> begun(Map.of()));
    issuer.answer("/token", form -> Reply.error("access_denied"));
  }

  @AfterEach
  void close() {
    resolver.close();
    issuer.close();
  }

  /** The contract runs with a person who says no. */
  @Override
  protected SubjectResolver resolver() {
    return resolver;
  }

  @Override
  protected PresentedToken tokenOf(String subjectId) {
    return PresentedToken.of(issuer.token(subjectId));
  }

  @Override
  protected PresentedToken forgedToken() {
    return PresentedToken.of(issuer.token("ann").replaceFirst("\\.[^.]*$", ".c2ln"));
  }

  private SubjectResolver with(Map<String, String> changes) {
    var settings =
        new HashMap<>(
            Map.of("issuer", issuer.name(), "audience", TestIssuer.AUDIENCE, "client-id", "tool"));
    settings.putAll(changes);
    return new DeviceSubjectResolverProvider(shown::add, time, time)
        .create(SettingValues.of("jit.subject.device.", settings));
  }

  private Reply begun(Map<String, Object> changes) {
    var answer =
        new TreeMap<String, Object>(
            Map.of(
                "device_code",
                "device-s3cret",
                "user_code",
                "PEGU-PQRO",
                "verification_uri",
                issuer.name() + "/verify",
                "verification_uri_complete",
                issuer.name() + "/verify?user_code=PEGU-PQRO",
                "expires_in",
                600,
                "interval",
                5));
    answer.putAll(changes);
    return Reply.ok(answer);
  }

  private Reply tokens(String subject, String refresh) {
    var answer =
        new TreeMap<String, Object>(
            Map.of(
                "access_token", issuer.token(subject), "token_type", "Bearer", "expires_in", 300));
    if (!refresh.isEmpty()) {
      answer.put("refresh_token", refresh);
    }
    return Reply.ok(answer);
  }

  /** Answers of the token endpoint, one after another; the last one stays. */
  private void answers(Reply... replies) {
    Queue<Reply> queue = new ArrayDeque<>(Arrays.asList(replies));
    issuer.answer(
        "/token",
        form -> {
          synchronized (queue) {
            return queue.size() > 1 ? queue.poll() : queue.peek();
          }
        });
  }

  private String signIn() throws RefusedException {
    return resolver.resolve(PresentedToken.none()).id();
  }

  private void assertRefused(SqlState state, String... why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(this::signIn)
        .withMessageContainingAll(why)
        .withMessageNotContaining("s3cret")
        .satisfies(e -> assertThat(e.state()).isEqualTo(state));
  }

  private static Duration[] seconds(int... seconds) {
    return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
  }

  @Test
  void showsTheCodeAndPollsUntilThePersonHasTypedIt() throws Exception {
    answers(
        Reply.error("authorization_pending"),
        Reply.error("authorization_pending"),
        tokens("ann", ""));
    assertThat(signIn()).isEqualTo("ann");

    assertThat(time.pauses()).containsExactly(seconds(5, 5, 5));
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).code()).isEqualTo("PEGU-PQRO");
    assertThat(shown.get(0).address()).hasToString(issuer.name() + "/verify");
    assertThat(shown.get(0).direct()).hasQuery("user_code=PEGU-PQRO");
    assertThat(issuer.forms("/device").get(0).fields())
        .containsOnly(Map.entry("client_id", "tool"), Map.entry("scope", "openid"));
    assertThat(issuer.forms("/token").get(0).fields())
        .containsOnly(
            Map.entry("client_id", "tool"),
            Map.entry("device_code", "device-s3cret"),
            Map.entry("grant_type", "urn:ietf:params:oauth:grant-type:device_code"));
  }

  @Test
  void slowsDownWhenItIsToldTo() throws Exception {
    answers(Reply.error("slow_down"), Reply.error("slow_down"), tokens("ann", ""));
    signIn();

    assertThat(time.pauses()).containsExactly(seconds(5, 10, 15));
  }

  @Test
  void leavesAnIssuerThatFailsAloneForLongerEachTime() throws Exception {
    answers(new Reply(503, ""), new Reply(200, "garbage"), tokens("ann", ""));
    signIn();

    assertThat(time.pauses()).containsExactly(seconds(5, 10, 20));
  }

  @Test
  void asksOnceForTwentyConnections() throws Exception {
    answers(Reply.error("authorization_pending"), tokens("ann", ""));
    Together.run(20, i -> this::signIn);

    assertThat(shown).hasSize(1);
  }

  @Test
  void doesNotAskEachOfTenConnectionsAfterThePersonSaidNo() {
    for (int i = 0; i < 10; i++) {
      assertRefused(SqlState.CREDENTIAL_REFUSED, "the issuer answered access_denied");
    }

    assertThat(shown).hasSize(1);
  }

  @Test
  void saysThatTheCodeIsTooOld() {
    answers(Reply.error("authorization_pending"), Reply.error("expired_token"));

    assertRefused(SqlState.CREDENTIAL_REFUSED, "nobody typed the code in time");
  }

  @Test
  void stopsWhenTheTimeIsOverByItself() {
    resolver = with(Map.of("timeout", "12s"));
    answers(Reply.error("authorization_pending"));

    assertRefused(SqlState.CREDENTIAL_REFUSED, "nobody typed the code in time");
    assertThat(time.pauses()).containsExactly(seconds(5, 5));
  }

  @Test
  void endsWithTheThreadThatWaits() {
    answers(Reply.error("authorization_pending"));
    Thread.currentThread().interrupt();

    assertRefused(SqlState.CANCELLED, "interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "http://evil.example/verify", "x"})
  void sendsThePersonToSafePlacesOnly(String address) {
    issuer.answer("/device", form -> begun(Map.of("verification_uri", address)));

    assertRefused(SqlState.UNREACHABLE, "none that OAuth knows");
    assertThat(shown).isEmpty();
  }

  @Test
  void doesNotOfferAShortCutToAnUnsafePlace() throws Exception {
    issuer.answer(
        "/device",
        form -> begun(Map.of("verification_uri_complete", "http://evil.example/?c=PEGU")));
    answers(tokens("ann", ""));
    signIn();

    assertThat(shown.get(0).direct()).isEqualTo(shown.get(0).address());
  }

  @Nested
  class WhenThereIsARefreshToken {
    @BeforeEach
    void signInAndLetTheTokenEnd() throws Exception {
      answers(tokens("ann", "refresh-1"));
      signIn();
      time.of(Duration.ofMinutes(4).plusSeconds(40));
    }

    @Test
    void doesNotAskThePersonAgain() throws Exception {
      answers(tokens("ann", ""));
      signIn();

      assertThat(shown).hasSize(1);
      assertThat(issuer.forms("/token").get(1).fields())
          .containsOnly(
              Map.entry("client_id", "tool"),
              Map.entry("grant_type", "refresh_token"),
              Map.entry("refresh_token", "refresh-1"));
    }

    @Test
    void followsItsRotation() throws Exception {
      answers(
          Reply.ok(
              Map.of(
                  "access_token",
                  issuer.token("ann"),
                  "token_type",
                  "Bearer",
                  "expires_in",
                  1,
                  "refresh_token",
                  "refresh-2")));
      signIn();
      time.of(Duration.ofSeconds(2));
      signIn();

      assertThat(issuer.forms("/token").get(2).fields())
          .containsEntry("refresh_token", "refresh-2");
      assertThat(shown).hasSize(1);
    }

    @Test
    void asksThePersonAgainWhenItWasRevoked() throws Exception {
      answers(Reply.error("invalid_grant"), tokens("ann", "refresh-3"));
      signIn();

      assertThat(shown).hasSize(2);
    }

    @Test
    void saysWhyItWasNotRenewedIfThePersonDoesNotSignInAgain() throws Exception {
      issuer.answer(
          "/token",
          form ->
              "refresh_token".equals(form.fields().get("grant_type"))
                  ? new Reply(
                      400, "{\"error\":\"invalid_grant\",\"error_description\":\"User disabled\"}")
                  : Reply.error("authorization_pending"));
      time.of(Duration.ofMinutes(3));

      assertRefused(
          SqlState.CREDENTIAL_REFUSED,
          "nobody typed the code in time",
          "the issuer answered invalid_grant (User disabled)");
    }

    @Test
    void doesNotAskThePersonWhileTheIssuerIsDown() throws Exception {
      issuer.fail(true);
      assertThat(signIn()).as("the token lasts for a while").isEqualTo("ann");
      time.of(Duration.ofMinutes(3));

      assertRefused(SqlState.UNREACHABLE, "status 500");
      assertThat(shown).hasSize(1);
    }
  }
}
