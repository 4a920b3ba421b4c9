package io.jitjdbc.approval.slack;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.people.ApproverDirectory;
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
  private final ApproverDirectory directory;
  private final SlackApi api;
  private final SlackToken token;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  Clicks(ApprovalDesk desk, Board board, ApproverDirectory directory, Board.Place place) {
    this.desk = desk;
    this.board = board;
    this.directory = directory;
    this.api = place.api();
    this.token = place.token();
  }

  /** Answers the request. For one thread; never throws. */
  void handle(Click click) {
    // Slack delivers again what was acknowledged late.
    if (seen.put(click.envelope(), true) != null) {
      return;
    }
    try {
      answer(click);
    } catch (RefusedException e) {
      tell(click, e.getMessage());
      // It may have ended without our knowing: then no button should be there.
      board.refresh(click.requestId());
    }
  }

  private void answer(Click click) throws RefusedException {
    if (!board.knows(click)) {
      throw RefusedException.denied(
          "this message is not the one that belongs to the request, or not yet. Look for the"
              + " latest one, and try again");
    }
    Optional<Subject> person = directory.find("slack", click.user());
    if (person.isEmpty()) {
      throw RefusedException.denied(
          "you are not among those who may answer requests. Ask whoever keeps the file of"
              + " approvers to add your Slack user id "
              + click.user());
    }
    desk.answer(click.requestId(), person.get(), click.granted(), "");
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
      api.call("chat.postEphemeral", token, arguments);
    } catch (IOException e) {
      LOG.warn(
          "an answer to request {} by {} did not count, and nobody could be told: {}",
          ForeignText.shown(click.requestId()),
          ForeignText.shown(click.user()),
          e.getMessage());
    }
  }
}
