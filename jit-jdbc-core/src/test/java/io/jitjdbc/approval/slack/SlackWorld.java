package io.jitjdbc.approval.slack;

import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.VALID_FOR;
import static io.jitjdbc.testing.AccessRequests.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.Escalation;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.core.ThrowingRunnable;

/** Slack, people, and as many processes as a test wants. */
final class SlackWorld {
  static final Pace QUICK =
      new Pace(
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMinutes(1),
          Duration.ofMillis(50));

  private static final String PEOPLE =
      """
      approvers:
        - {issuer: "https://issuer.example", id: id-of-dora, name: dora, groups: [dba], slack: U1DORA}
        - {issuer: "https://issuer.example", id: id-of-sam, name: sam, groups: [security], slack: U2SAM}
        - {issuer: "https://issuer.example", id: id-of-ann, name: ann, groups: [dba], slack: U3ANN}
        - {issuer: "https://issuer.example", id: id-of-eve, name: eve, groups: [staff], slack: U4EVE}
        - {issuer: "https://issuer.example", id: id-of-olga, name: olga, groups: [dba], slack: T2/U5OLGA}
      """;

  final FakeSlack slack = FakeSlack.open();
  private final Path people = Files.createTempFile("approvers", ".yaml");
  private final List<ApprovalService> processes = new ArrayList<>();

  SlackWorld() throws IOException {
    Files.writeString(people, PEOPLE);
  }

  Map<String, String> settings() {
    return new HashMap<>(
        Map.of(
            "bot.token",
            FakeSlack.BOT_TOKEN,
            "app.token",
            FakeSlack.APP_TOKEN,
            "channel",
            FakeSlack.CHANNEL,
            "approvers.file",
            people.toString(),
            "address",
            slack.address(),
            "timeout",
            "5s",
            "poll",
            "10ms"));
  }

  Map<String, String> settings(TestDatabase database) {
    Map<String, String> texts = settings();
    texts.put("store.url", database.jdbcUrl());
    texts.put("store.user", database.user());
    texts.put("store.password", database.password());
    return texts;
  }

  ApprovalService process(Map<String, String> settings, InstantSource clock) {
    ApprovalService service =
        new SlackApprovalsProvider(clock, QUICK)
            .create(SettingValues.of("jit.approval.slack.", settings));
    processes.add(service);
    return service;
  }

  /** Waits until somebody listens at the socket. */
  void untilConnected() {
    until(() -> assertThat(slack.socket.connections()).isPositive());
  }

  void untilItSays(AccessRequest request, String text) {
    until(() -> assertThat(slack.about(request.id()).text()).contains(text));
  }

  void untilTold(String user, String why) {
    until(
        () ->
            assertThat(slack.whispers)
                .anySatisfy(
                    whisper -> {
                      assertThat(whisper.user()).isEqualTo(user);
                      assertThat(whisper.text()).contains(why);
                    }));
  }

  /** One that goes ahead, and is reviewed. */
  static AccessRequest emergency(String statement, Instant now) {
    var terms =
        new ApprovalRequirement(
            List.of(new ApprovalStage(Set.of("dba"), 1)),
            ANSWER_WITHIN,
            VALID_FOR,
            5,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new BreakGlass(Set.of("on-call"), Duration.ofMinutes(5))),
            Optional.empty());
    AccessRequest plain = draft(statement, terms, now);
    return new AccessRequest(
        plain.id(),
        plain.subject(),
        plain.actor(),
        plain.binding(),
        terms,
        plain.summary(),
        now,
        "the shop is down");
  }

  /** Where more people are asked after a while. */
  static ApprovalRequirement escalated(Duration after) {
    return new ApprovalRequirement(
        List.of(new ApprovalStage(Set.of("dba"), 1)),
        ANSWER_WITHIN,
        VALID_FOR,
        1,
        Optional.empty(),
        Optional.of(new Escalation(after, Set.of("security"))),
        Optional.empty(),
        Optional.empty());
  }

  static void until(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }

  /** Ends all processes; falls if Slack had a reason to complain. */
  void close() throws Exception {
    processes.forEach(ApprovalService::close);
    slack.close();
    Files.delete(people);
    assertThat(slack.complaints).isEmpty();
    assertThat(slack.socket.complaints).isEmpty();
  }
}
