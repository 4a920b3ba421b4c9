package io.jitjdbc.approval.slack;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.Escalation;
import io.jitjdbc.approval.ExecutionWindow;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.RequestState.Ending;
import io.jitjdbc.approval.RequestState.Status;
import java.text.ParseException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SlackMessageTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final List<String> HOSTILE =
      List.of(
          "<!channel>",
          "<!here|x>",
          "<@U1DORA>",
          "<https://evil.example|Approve>",
          "```",
          "`",
          "\n",
          "\r",
          "\t",
          "*bold*",
          "_it_",
          "~no~",
          ">quote",
          "&lt;!channel&gt;",
          "&amp;",
          "&",
          "\u202e",
          "\u2066",
          "\u200b",
          "\u2028",
          "\u0000",
          "\u001b[31m",
          "\ud83d",
          "\ud83d\ude00",
          "\u05d0\u05d1",
          ":white_check_mark:",
          "Approved by dora\n2 of 2 said yes",
          "https://x.y",
          "#general",
          "@here",
          "\"},{\"type\":\"actions\"",
          "\\",
          "a",
          " ",
          "long ".repeat(300));

  static IntStream seeds() {
    return IntStream.range(0, 500);
  }

  private static String hostile(Random random) {
    return IntStream.range(0, 1 + random.nextInt(random.nextInt(8) == 0 ? 60 : 8))
        .mapToObj(i -> HOSTILE.get(random.nextInt(HOSTILE.size())))
        .collect(Collectors.joining());
  }

  private static AccessRequest request(Random random, String emergency) {
    var ann = new Subject("i" + hostile(random), "s" + hostile(random), hostile(random), Set.of());
    var requirement =
        new ApprovalRequirement(
            List.of(new ApprovalStage(Set.of("g" + hostile(random)), 2)),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            1,
            Optional.of(
                new ExecutionWindow(
                    Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    LocalTime.of(22, 0),
                    LocalTime.of(6, 0),
                    ZoneOffset.UTC)),
            Optional.of(new Escalation(Duration.ofHours(1), Set.of("e" + hostile(random)))),
            Optional.of(new BreakGlass(Set.of("on-call"), Duration.ofMinutes(5))),
            Optional.empty());
    var binding =
        new ApprovalBinding(
            ann.key(), ann.key(), hostile(random), "", "", "", hostile(random), "v1");
    var summary =
        new AccessRequest.Summary(
            hostile(random),
            hostile(random),
            hostile(random),
            Set.of(hostile(random) + 1, hostile(random) + 2),
            hostile(random));
    return new AccessRequest("abcd1234", ann, ann, binding, requirement, summary, NOW, emergency);
  }

  private static Map<String, Object> sent(AccessRequest request, RequestState state)
      throws ParseException {
    Map<String, Object> arguments = new RequestMessage(request, state).arguments("n".repeat(48));
    return JSONObjectUtils.parse(JSONObjectUtils.toJSONString(arguments));
  }

  private static long buttons(Map<String, Object> sent) {
    return ((List<?>) sent.get("blocks"))
        .stream().filter(block -> "actions".equals(((Map<?, ?>) block).get("type"))).count();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingThatAnybodyWritesBecomesMarkup(int seed) throws ParseException {
    var random = new Random(seed);
    AccessRequest request = request(random, random.nextBoolean() ? hostile(random) : "");
    var answer = new Answer("key", hostile(random), true, hostile(random), NOW);
    var ending = new Ending(Status.CANCELLED, hostile(random), hostile(random), NOW);
    List<RequestState> states =
        List.of(
            new RequestState(Status.REQUESTED, List.of()),
            new RequestState(Status.REQUESTED, List.of(answer)),
            new RequestState(Status.CANCELLED, List.of(answer), Optional.of(ending)));

    for (RequestState state : states) {
      Map<String, Object> sent = sent(request, state);
      SlackRules.requireBlocks((List<?>) sent.get("blocks"));
      assertThat((String) sent.get("text")).matches("(?:\ud83d\udea8 )?[A-Za-z ,]+: abcd1234");
      assertThat(buttons(sent)).isLessThanOrEqualTo(1);
    }
    Map<String, Object> reminder = new RequestMessage(request, states.get(0)).escalation();
    SlackRules.requireBlocks(
        (List<?>) JSONObjectUtils.parse(JSONObjectUtils.toJSONString(reminder)).get("blocks"));
  }

  @Test
  void aLongStatementIsCutWithoutBreakingACharacterOrAnEntity() {
    for (int start = 0; start < 12; start++) {
      String text = "a".repeat(start) + "<\ud83d\ude00".repeat(2000);

      String shown = (String) SlackText.code(text, 2900).get("text");

      assertThat(shown).hasSizeBetween(2880, 2900).endsWith("…\n```");
      assertThat(shown.replace("&lt;", "").replace("\ud83d\ude00", ""))
          .doesNotContain("&", "\ud83d");
    }
  }

  @Test
  void whatFitsIsNotCut() {
    assertThat(SlackText.line("abc", 3)).isEqualTo("abc");
    assertThat(SlackText.line("abcd", 3)).isEqualTo("ab…");
    assertThat(SlackText.line("a < b & c", 100)).isEqualTo("a &lt; b &amp; c");
  }

  @Test
  void anEmergencyIsReviewedUntilSomebodyAnswered() throws ParseException {
    AccessRequest request = request(new Random(1), "the shop is down");
    var fine = new Answer("key", "dora", true, "", NOW);

    Map<String, Object> open = sent(request, new RequestState(Status.EXPIRED, List.of()));
    Map<String, Object> done = sent(request, new RequestState(Status.EXPIRED, List.of(fine)));

    assertThat(JSONObjectUtils.toJSONString(open))
        .contains("Emergency access to review", "the shop is down", "It was right");
    assertThat(buttons(open)).isEqualTo(1);
    assertThat(buttons(done)).isZero();
    assertThat(JSONObjectUtils.toJSONString(done)).contains("Emergency access, reviewed");
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void onlyAnOpenRequestHasButtons(Status status) throws ParseException {
    AccessRequest request = draft("SELECT 1", requirement(1, 1), NOW);
    var state = new RequestState(status, List.of(new Answer("k", "dora", true, "", NOW)));

    assertThat(buttons(sent(request, state))).isEqualTo(status == Status.REQUESTED ? 1 : 0);
  }

  @Test
  void whoActsForSomebodyIsNamedToo() throws ParseException {
    AccessRequest request =
        draft(person("ann"), person("robot"), "SELECT 1", requirement(1, 1), NOW);

    assertThat(
            JSONObjectUtils.toJSONString(
                sent(request, new RequestState(Status.REQUESTED, List.of()))))
        .contains("Acting for them", "robot (id-of-robot");
  }

  private static String text(AccessRequest request) throws ParseException {
    return JSONObjectUtils.toJSONString(
        sent(request, new RequestState(Status.REQUESTED, List.of())));
  }

  @Test
  void theTermsAreSaid() throws ParseException {
    assertThat(text(request(new Random(1), "")))
        .contains("From 2030-01-01 01:00 UTC also", "2030-01-01 00:15 UTC")
        .contains("one use within 30 min, only mon, fri from 22:00 to 06:00 (Z)");
    assertThat(text(request(new Random(1), "the shop is down")))
        .contains("Goes ahead until\\n2030-01-01 00:05 UTC", "Reviewed by one of")
        .doesNotContain("A yes allows");
  }

  @Test
  void aLongBeginningOfAStatementHidesNothingUnnoticed() throws ParseException {
    AccessRequest fits = draft("a".repeat(2800), requirement(1, 1), NOW);
    AccessRequest cut = draft("a".repeat(4000) + "; DROP", requirement(1, 1), NOW);

    assertThat(text(fits)).doesNotContain("The statement goes on");
    assertThat(text(cut))
        .contains("The statement goes on: it has 4006 characters", "jit show " + cut.id());
  }

  @Test
  void tablesThatDoNotFitAreCounted() {
    List<String> tables =
        IntStream.range(0, 500).mapToObj(i -> "shop.customers.column<" + i).toList();

    assertThat(SlackText.list(tables, 200, 600))
        .hasSizeLessThan(650)
        .contains("shop.customers.column&lt;1,")
        .matches("(?s).* and 4\\d\\d more that do not fit here");
    assertThat(SlackText.list(List.of("a", "b"), 200, 600)).isEqualTo("a, b");
  }

  @Test
  void aLongNameDoesNotHideWhoItIs() throws ParseException {
    var ann = new Subject("https://idp.example", "ann-1", "n".repeat(5000), Set.of());

    assertThat(text(draft(ann, ann, "SELECT 1", requirement(1, 1), NOW)))
        .contains("(ann-1 at https:");
  }
}
