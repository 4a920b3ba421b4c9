package io.jitjdbc.approval.slack;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.evidence.ChannelPeople;
import io.jitjdbc.remote.ForeignText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes clicks to the desk; what the desk refuses is said to whoever clicked, and nobody else. */
final class Clicks {
  private static final Logger LOG = LoggerFactory.getLogger(Clicks.class);
  private static final int REMEMBERED = 1000;
  private static final int LONGEST = 1500;

  private final ApprovalDesk desk;
  private final Board board;
  private final Upkeep upkeep;
  private final ChannelPeople people;
  private final SlackPlace place;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  Clicks(ApprovalDesk desk, Board board, Upkeep upkeep, ChannelPeople people, SlackPlace place) {
    this.desk = desk;
    this.board = board;
    this.upkeep = upkeep;
    this.people = people;
    this.place = place;
  }

  /**
   * Answers the request. For one thread; never throws.
   *
   * @param ours the workspace of our bot
   */
  void handle(Click click, String ours) {
    // Slack delivers again what was acknowledged late.
    if (seen.put(click.envelope(), true) != null) {
      return;
    }
    try {
      answer(click, ours);
    } catch (RefusedException e) {
      tell(click, e.getMessage());
      // It may have ended without our knowing: then no button should be there.
      upkeep.refresh(click.requestId());
    }
  }

  private void answer(Click click, String ours) throws RefusedException {
    if (!board.knows(click)) {
      throw RefusedException.denied(
          "no request is known here that this message belongs to. If the request is open, look for"
              + " its latest message; processes that share a Slack app must share their store,"
              + " too");
    }
    String name = click.person(ours);
    Optional<Subject> person = people.find(name);
    if (person.isEmpty()) {
      throw RefusedException.denied(
          "you are not among those who may answer requests. Ask whoever keeps the file of"
              + " approvers to add your Slack user id "
              + name);
    }
    answer(click, name, person.get());
  }

  private void answer(Click click, String name, Subject person) throws RefusedException {
    try {
      desk.answer(click.requestId(), person, verdict(click, name));
    } catch (RefusedException e) {
      // The same again, from another delivery or an impatient finger, is no news.
      if (!isTaken(click, person)) {
        throw e;
      }
      upkeep.refresh(click.requestId());
    }
  }

  /** Signed for what the message showed: what is kept of the request may be another by now. */
  private Verdict verdict(Click click, String name) throws RefusedException {
    AccessRequest request = desk.find(click.requestId()).request();
    if (people.signs(request, click.granted()) && !Nonce.isOf(request, click.nonce())) {
      throw RefusedException.denied(
          "the request is not what this message shows any more. Let whoever asked run the statement"
              + " again, and look at the new message");
    }
    return people.verdict(request, name, new Verdict(click.granted(), ""));
  }

  private boolean isTaken(Click click, Subject person) throws RefusedException {
    return desk.find(click.requestId()).state().answers().stream()
        .anyMatch(
            answer ->
                answer.approver().equals(person.key()) && answer.granted() == click.granted());
  }

  private void tell(Click click, String why) {
    // The text is markup, the block is not.
    Map<String, Object> arguments =
        Map.of(
            "channel",
            click.channel(),
            "user",
            click.user(),
            "text",
            "Your answer did not count.",
            "blocks",
            List.of(
                Map.of(
                    "type",
                    "section",
                    "text",
                    SlackText.plain(
                        SlackText.line("Your answer did not count: " + why, LONGEST)))));
    try {
      // Once: who clicks again and again must not keep answers of others waiting.
      place.call("chat.postEphemeral", arguments);
    } catch (IOException e) {
      LOG.warn(
          "an answer to request {} by {} did not count, and nobody could be told: {}",
          ForeignText.shown(click.requestId()),
          ForeignText.shown(click.user()),
          e.getMessage());
    }
  }
}
