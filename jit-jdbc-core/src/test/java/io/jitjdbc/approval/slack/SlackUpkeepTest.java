package io.jitjdbc.approval.slack;

import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.posting.MemoryPostings;
import io.jitjdbc.approval.posting.Posting;
import io.jitjdbc.approval.slack.FakeSlack.Reply;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.LogCapture;
import io.jitjdbc.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages, and processes that end where they should not. */
class SlackUpkeepTest {
  private final MutableClock clock = new MutableClock();
  private final MemoryBook book = new MemoryBook();
  private final MemoryPostings postings = new MemoryPostings();
  private FakeSlack slack;
  private Board board;
  private Upkeep upkeep;

  @BeforeEach
  void opensSlack() throws Exception {
    slack = FakeSlack.open();
    board = new Board(place(FakeSlack.CHANNEL), postings, clock);
    upkeep = upkeep(FakeSlack.CHANNEL);
  }

  @AfterEach
  void endsSlack() throws Exception {
    slack.close();
    assertThat(slack.complaints).isEmpty();
  }

  private SlackPlace place(String channel) {
    var http = new HttpService(URI.create(slack.address()), Duration.ofSeconds(5));
    SlackToken token =
        SlackToken.Source.of("bot.token", "xoxb-", "Token")
            .token(SettingValues.of("", Map.of("bot.token", FakeSlack.BOT_TOKEN)));
    return new SlackPlace(new SlackApi(http, Duration.ofSeconds(5)), token, channel);
  }

  private Upkeep upkeep(String channel) {
    return new Upkeep(place(channel), book, postings, clock);
  }

  private AccessRequest posted(AccessRequest request) throws RefusedException {
    assertThat(book.add(request, Optional.empty())).isTrue();
    board.post(request);
    return request;
  }

  private AccessRequest posted() throws RefusedException {
    return posted(draft("SELECT 1", requirement(1, 1), clock.instant()));
  }

  /** By a process that tells nobody. */
  private void approve(AccessRequest request) throws RefusedException {
    RequestProgress seen = book.find(request.id()).orElseThrow();
    Instant now = clock.instant();
    var yes = new Verdict(true, "fine");
    assertThat(book.step(seen, seen.answer(person("dora", "dba"), List.of(), yes, now), now))
        .isTrue();
  }

  private Posting posting(AccessRequest request) {
    return postings.find(request.id()).orElseThrow();
  }

  private String shown(AccessRequest request) {
    return slack.about(request.id()).text();
  }

  @Test
  void whatSomebodyElseDidIsShownWithinAMinute() throws RefusedException {
    AccessRequest request = posted();
    approve(request);

    upkeep.sweep();
    assertThat(shown(request)).contains("Approval needed");
    clock.advance(Duration.ofMinutes(1));
    upkeep.sweep();

    assertThat(shown(request)).contains("Access request approved", "dora said yes: fine");
  }

  @Test
  void aLookThatFindsNothingNewTellsSlackNothing() throws RefusedException {
    AccessRequest request = posted();

    for (int i = 0; i < 14; i++) {
      clock.advance(Duration.ofMinutes(1));
      upkeep.sweep();
    }

    assertThat(slack.calls("chat.update")).isZero();
    assertThat(posting(request).due()).isBetween(clock.instant(), request.expiresAt());
  }

  @Test
  void anUpdateThatWasClaimedAndNeverMadeIsMadeLater() throws RefusedException {
    AccessRequest request = posted();
    approve(request);
    Posting seen = posting(request);
    postings.replace(seen, seen.showing("~APPROVED 1", clock.instant().plusSeconds(60)));

    assertThat(upkeep.refresh(request.id())).isTrue();
    assertThat(shown(request)).contains("Approval needed");
    clock.advance(Duration.ofMinutes(1));
    upkeep.sweep();

    assertThat(shown(request)).contains("Access request approved");
    assertThat(posting(request).state()).isEqualTo("APPROVED 1");
  }

  @Test
  void afterABrokenTokenIsReplacedMessagesComeRight() throws Exception {
    AccessRequest request = posted();
    AccessRequest other = posted(draft("SELECT 2", requirement(1, 1), clock.instant()));
    clock.advance(ANSWER_WITHIN);
    slack.plan("chat.update", Reply.refused("invalid_auth"));

    try (LogCapture log = LogCapture.open()) {
      upkeep.sweep();
      assertThat(log.text()).containsOnlyOnce("invalid_auth").doesNotContain("xoxb-");
    }
    assertThat(slack.calls("chat.update")).isEqualTo(1);
    clock.advance(Duration.ofMinutes(2));
    upkeep.sweep();

    assertThat(shown(request)).contains("Access request expired");
    assertThat(shown(other)).contains("Access request expired");
  }

  @Test
  void slackIsLeftAloneForAsLongAsItWants() throws RefusedException {
    AccessRequest request = posted();
    approve(request);
    slack.plan("chat.update", Reply.limited(90));

    assertThat(upkeep.refresh(request.id())).isFalse();
    clock.advance(Duration.ofSeconds(89));
    upkeep.sweep();
    assertThat(slack.calls("chat.update")).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    upkeep.sweep();

    assertThat(shown(request)).contains("Access request approved");
  }

  @Test
  void theMessagesOfAnotherChannelAreLeftToItsProcesses() throws RefusedException {
    Upkeep elsewhere = upkeep("C999");
    AccessRequest request = posted();
    approve(request);

    assertThat(elsewhere.refresh(request.id())).isTrue();
    elsewhere.sweep();
    assertThat(slack.calls("chat.update")).isZero();
    upkeep.sweep();

    assertThat(shown(request)).contains("Access request approved");
  }

  @Test
  void requestsThatAreForgottenHoldUpNobody() throws RefusedException {
    AccessRequest request = draft("SELECT 1", requirement(1, 1), clock.instant());
    board.post(request);
    clock.advance(ANSWER_WITHIN);

    upkeep.sweep();

    assertThat(posting(request).due()).isEqualTo(Posting.NEVER);
    assertThat(postings.due(FakeSlack.CHANNEL, clock.instant())).isEmpty();
  }

  @Test
  void anEscalationIsToldOnceByAllProcessesTogether() throws RefusedException {
    AccessRequest request =
        posted(draft("SELECT 1", SlackWorld.escalated(Duration.ofMinutes(5)), clock.instant()));
    clock.advance(Duration.ofMinutes(5));

    upkeep.sweep();
    upkeep(FakeSlack.CHANNEL).sweep();
    clock.advance(Duration.ofMinutes(5));
    upkeep.sweep();

    assertThat(slack.replies)
        .singleElement()
        .satisfies(
            reply ->
                assertThat(reply)
                    .contains("Still waits for an answer", request.id(), "security")
                    .contains("\"reply_broadcast\":true", slack.about(request.id()).ts()));
  }

  @Test
  void anEscalationIsToldEvenIfTheMessageCouldNotBeUpdatedAtFirst() throws RefusedException {
    posted(draft("SELECT 1", SlackWorld.escalated(Duration.ofMinutes(5)), clock.instant()));
    clock.advance(Duration.ofMinutes(5));
    slack.plan("chat.update", Reply.refused("internal_error"));

    upkeep.sweep();
    assertThat(slack.replies).isEmpty();
    clock.advance(Duration.ofMinutes(2));
    upkeep.sweep();

    assertThat(slack.replies).hasSize(1);
  }

  @Test
  void aReminderIsAReplyThatNamesWhoMayAnswer() throws RefusedException {
    AccessRequest request = posted();

    upkeep.remind(request, Set.of("dba", "<!channel>"));

    assertThat(slack.replies)
        .singleElement()
        .satisfies(
            reply ->
                assertThat(reply)
                    .contains("Still waits for an answer", request.id(), "dba")
                    .contains(slack.about(request.id()).ts())
                    .contains("plain_text"));
  }

  @Test
  void nobodyIsRemindedOfWhatWasNeverPosted() {
    upkeep.remind(draft("SELECT 1", requirement(1, 1), clock.instant()), Set.of("dba"));

    assertThat(slack.replies).isEmpty();
  }

  @Test
  void anEmergencyIsLookedAtUntilSomebodyReviewedIt() throws RefusedException {
    AccessRequest request = posted(SlackWorld.emergency("SELECT 1", clock.instant()));
    clock.advance(Duration.ofDays(3));
    upkeep.sweep();
    assertThat(posting(request).due()).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));

    approve(request);
    clock.advance(Duration.ofMinutes(10));
    upkeep.sweep();

    assertThat(shown(request)).contains("Emergency access, reviewed");
    assertThat(posting(request).due()).isEqualTo(Posting.NEVER);
  }

  @Test
  void aClickBeforeSlacksAnswerToThePostingIsKnown() throws RefusedException {
    AccessRequest request = posted();
    Posting placed = posting(request);
    postings.replace(placed, placed.at(placed.channel(), "", Posting.NEVER));
    var click =
        new Click(
            "e",
            "A1",
            "T1",
            "U1",
            FakeSlack.CHANNEL,
            placed.reference(),
            request.id(),
            placed.nonce(),
            true);

    assertThat(board.knows(click)).isTrue();
    assertThat(posting(request).reference()).isEqualTo(placed.reference());
    assertThat(click.toString()).doesNotContain(placed.nonce());
    assertThat(placed.toString()).doesNotContain(placed.nonce());
    assertThat(slack.about(request.id()).blockId()).isEqualTo("jit:" + request.id());
  }

  @Test
  void aRequestThatNobodyWasToldOfIsPostedWhenItIsAskedForAgain() throws RefusedException {
    AccessRequest request = draft("SELECT 1", requirement(1, 1), clock.instant());
    book.add(request, Optional.empty());

    board.ensure(request);
    assertThat(slack.messages()).isEmpty();
    clock.advance(Duration.ofMinutes(2));
    board.ensure(request);
    board.ensure(request);

    assertThat(slack.calls("chat.postMessage")).isEqualTo(1);
    assertThat(shown(request)).contains("Approval needed");
  }

  @Test
  void aPostingThatNeverCameToAnEndIsMadeAgainByOne() throws RefusedException {
    AccessRequest request = draft("SELECT 1", requirement(1, 1), clock.instant());
    book.add(request, Optional.empty());
    postings.add(
        new Posting(request.id(), FakeSlack.CHANNEL, "", "n", "REQUESTED 0", Posting.NEVER));
    clock.advance(Duration.ofMinutes(2));
    slack.plan("chat.postMessage", Reply.refused("internal_error"));

    assertThatThrownBy(() -> board.ensure(request)).hasMessageContaining("internal_error");
    assertThatThrownBy(() -> board.ensure(request)).hasMessageContaining("is not in Slack yet");
    assertThat(slack.messages()).isEmpty();
    clock.advance(Duration.ofMinutes(2));
    upkeep.sweep();
    assertThat(posting(request).due()).isEqualTo(Posting.NEVER);
    board.ensure(request);

    assertThat(shown(request)).contains("Approval needed");
  }
}
