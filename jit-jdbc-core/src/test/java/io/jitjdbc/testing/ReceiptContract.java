package io.jitjdbc.testing;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.Receipt;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.protocol.ApprovalResources;
import io.jitjdbc.approval.protocol.Evidence;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every book keeps to of the deeds that are done under a key, among all who share it. */
public abstract class ReceiptContract {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final Duration FORGOTTEN = Duration.ofMinutes(16);
  private static final Subject ANN = person("ann", "analysts");
  private static final Subject EVE = person("eve", "analysts");
  private static final Subject DORA = person("dora", "dba");

  private final MutableClock clock = new MutableClock();
  private RequestBook book;
  private RequestBook other;

  /** A book that holds nothing. */
  protected abstract RequestBook book() throws Exception;

  /** The same book as another process has it. */
  protected abstract RequestBook sameBook();

  @BeforeEach
  final void opensTheBook() throws Exception {
    book = book();
    other = sameBook();
  }

  @AfterEach
  final void closesTheBook() {
    if (book != null) {
      other.close();
      book.close();
    }
  }

  /** A process of its own. */
  private ApprovalResources over(RequestBook mine) {
    var approvals = new BookApprovals(mine, Channel.NONE, Duration.ofSeconds(1), clock);
    return new ApprovalResources(mine, approvals, Evidence.NONE, "", clock);
  }

  private BookApprovals approvals() {
    return new BookApprovals(book, Channel.NONE, Duration.ofSeconds(1), clock);
  }

  private Caller caller(Subject person) {
    return new Caller(person, person, clock.instant().plusSeconds(60));
  }

  private AccessRequest filed(int uses) throws Exception {
    return approvals().file(draft(ANN, ANN, "SELECT 1", requirement(1, uses), clock.instant()));
  }

  private AccessRequest approved(int uses) throws Exception {
    AccessRequest filed = filed(uses);
    approvals().answer(filed.id(), DORA, true, "");
    return filed;
  }

  private static String said(Subject person, String decision, String comment) {
    return JSONObjectUtils.toJSONString(
        Map.of(
            "approver",
            Map.of("issuer", person.issuer(), "id", person.id()),
            "decision",
            decision,
            "comment",
            comment));
  }

  private static String code(Reply reply) throws Exception {
    return String.valueOf(JSONObjectUtils.parse(reply.body()).get("code"));
  }

  @Test
  void theSameKeyIsGivenTheSameUseWhicheverProcessIsAsked() throws Exception {
    AccessRequest filed = approved(3);

    Reply first = over(book).use(caller(ANN), filed.id(), "key");
    Reply again = over(other).use(caller(ANN), filed.id(), "key");
    Reply next = over(other).use(caller(ANN), filed.id(), "another key");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again).isEqualTo(first);
    assertThat(next.body()).contains(filed.id() + ".2");
    assertThat(book.find(filed.id()).orElseThrow().used()).isEqualTo(2);
  }

  @Test
  void ofManyAtOnceUnderOneKeyOneTakesAUseAndAllAreGivenIt() throws Exception {
    AccessRequest filed = approved(9);
    List<ApprovalResources> both = List.of(over(book), over(other));

    List<Reply> replies =
        Together.run(8, i -> () -> both.get(i % 2).use(caller(ANN), filed.id(), "key"));

    assertThat(replies).containsOnly(replies.get(0));
    assertThat(replies.get(0).status()).isEqualTo(201);
    assertThat(book.find(filed.id()).orElseThrow().used()).isEqualTo(1);
  }

  @Test
  void ofManyKeysAtOnceEachTakesAUseOfItsOwnAndNoneIsTakenTwice() throws Exception {
    AccessRequest filed = approved(4);
    List<ApprovalResources> both = List.of(over(book), over(other));

    List<Reply> replies =
        Together.run(12, i -> () -> both.get(i % 2).use(caller(ANN), filed.id(), "key" + i / 2));

    List<String> uses =
        replies.stream().filter(Reply::isSuccess).map(Reply::body).distinct().toList();
    assertThat(uses).hasSize(4);
    assertThat(book.find(filed.id()).orElseThrow().used()).isEqualTo(4);
  }

  @Test
  void anAnswerIsGivenOnceAndItsReplyAgain() throws Exception {
    AccessRequest filed = filed(1);
    String yes = said(DORA, "approved", "fine ☃");

    Reply first = over(book).answer(caller(DORA), filed.id(), "key", yes);
    clock.advance(Duration.ofMinutes(1));
    Reply again = over(other).answer(caller(DORA), filed.id(), "key", yes);

    assertThat(first.status()).isEqualTo(200);
    assertThat(again).isEqualTo(first);
    assertThat(book.find(filed.id()).orElseThrow().answers()).hasSize(1);
  }

  @Test
  void somethingElseUnderTheSameKeyIsRefusedAndNotDone() throws Exception {
    AccessRequest filed = filed(1);
    over(book).answer(caller(DORA), filed.id(), "key", said(DORA, "approved", ""));

    Reply another = over(other).answer(caller(DORA), filed.id(), "key", said(DORA, "denied", ""));
    String back =
        JSONObjectUtils.toJSONString(
            Map.of("by", Map.of("issuer", DORA.issuer(), "id", DORA.id()), "comment", ""));
    Reply elsewhere = over(other).revoke(caller(DORA), filed.id(), "key", back);

    for (Reply reply : List.of(another, elsewhere)) {
      assertThat(reply.status()).isEqualTo(409);
      assertThat(code(reply)).isEqualTo("idempotency-key-reused");
    }
    assertThat(approvals().state(filed.id()).status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void twoCallersNeverMeetInOneKey() throws Exception {
    AccessRequest anns = approved(1);
    AccessRequest eves =
        approvals().file(draft(EVE, EVE, "SELECT 1", requirement(1, 1), clock.instant()));
    approvals().answer(eves.id(), DORA, true, "");

    Reply hers = over(book).use(caller(ANN), anns.id(), "key");
    Reply stolen = over(other).use(caller(EVE), anns.id(), "key");
    Reply own = over(other).use(caller(EVE), eves.id(), "key");

    assertThat(hers.status()).isEqualTo(201);
    assertThat(stolen.status()).isEqualTo(404);
    assertThat(own.status()).isEqualTo(201);
    assertThat(own.body()).contains(eves.id()).doesNotContain(anns.id());
  }

  @Test
  void whatFailedIsNotKeptAndMaySucceedLater() throws Exception {
    AccessRequest filed = filed(1);

    Reply early = over(book).use(caller(ANN), filed.id(), "key");
    approvals().answer(filed.id(), DORA, true, "");
    Reply late = over(other).use(caller(ANN), filed.id(), "key");

    assertThat(code(early)).isEqualTo("nothing-to-use");
    assertThat(late.status()).isEqualTo(201);
  }

  @Test
  void aStepThatIsNotTakenLeavesItsKeyFree() throws Exception {
    AccessRequest filed = approved(2);
    var seen = book.find(filed.id()).orElseThrow();
    var next = seen.use(clock.instant()).orElseThrow();
    book.step(seen, next, clock.instant());

    var receipt = new Receipt("k", "a", 201, "{}", NOW.plus(REMEMBERED));
    boolean taken = other.step(seen, next, clock.instant(), receipt);

    assertThat(taken).isFalse();
    assertThat(book.receipt("k", clock.instant())).isEmpty();
  }

  @Test
  void aKeyThatIsTakenLeavesTheRequestAsItWas() throws Exception {
    AccessRequest filed = approved(2);
    over(book).use(caller(ANN), filed.id(), "key");
    var seen = book.find(filed.id()).orElseThrow();
    var first = new Receipt("k", "a", 201, "1", NOW.plus(REMEMBERED));
    var second = new Receipt("k", "a", 201, "2", NOW.plus(REMEMBERED));
    AccessRequest more = filed("SELECT 2");
    var asked = book.find(more.id()).orElseThrow();

    assertThat(book.step(seen, seen.use(clock.instant()).orElseThrow(), clock.instant(), first))
        .isTrue();
    assertThat(other.step(asked, asked.cancel(clock.instant()), clock.instant(), second)).isFalse();
    assertThat(other.find(more.id()).orElseThrow().ending()).isEmpty();
    assertThat(other.receipt("k", clock.instant())).contains(first);
  }

  private AccessRequest filed(String sql) throws Exception {
    return approvals().file(draft(ANN, ANN, sql, requirement(1, 1), clock.instant()));
  }

  @Test
  void remembersForTenMinutesAndNotForEver() throws Exception {
    usesKeysUntilTheFirstIsForgotten();
  }

  /** Afterwards two receipts are not due. */
  protected final void usesKeysUntilTheFirstIsForgotten() throws Exception {
    AccessRequest filed = approved(9);
    Reply first = over(book).use(caller(ANN), filed.id(), "key");
    over(book).use(caller(ANN), filed.id(), "fills the table");

    clock.advance(REMEMBERED);
    Reply remembered = over(other).use(caller(ANN), filed.id(), "key");
    clock.advance(FORGOTTEN.minus(REMEMBERED));
    Reply forgotten = over(other).use(caller(ANN), filed.id(), "key");
    over(other).use(caller(ANN), filed.id(), "clears the table");

    assertThat(remembered).isEqualTo(first);
    assertThat(forgotten.status()).isEqualTo(201);
    assertThat(forgotten.body()).contains(filed.id() + ".3");
  }

  @Test
  void theSameDelegationIsKeptOnce() throws Exception {
    var delegation = new Delegation(DORA, ANN.key(), NOW, NOW.plusSeconds(600));
    var later = new Delegation(DORA, ANN.key(), NOW.plusSeconds(1), NOW.plusSeconds(600));

    Together.run(
        6,
        i ->
            () -> {
              (i % 2 == 0 ? book : other).keep(delegation);
              return true;
            });
    book.keep(later);

    assertThat(other.delegationsTo(ANN.key(), NOW)).containsExactly(delegation, later);
  }

  @Test
  void keysAndWordsOfAnyKindDoNoHarm() throws Exception {
    AccessRequest filed = approved(9);
    List<String> keys = Stream.of("' OR '1'='1", "\u0000", "☃", "", "k".repeat(10_000)).toList();

    for (String key : keys) {
      assertThat(over(book).use(caller(ANN), filed.id(), key).status()).isEqualTo(201);
    }
    assertThat(book.find(filed.id()).orElseThrow().used()).isEqualTo(keys.size());
  }
}
