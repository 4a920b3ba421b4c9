package io.jitjdbc.approval.jira;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.Ears;
import io.jitjdbc.remote.ForeignText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Makes a ticket while the statement waits; what becomes of the request is said there later. */
final class JiraChannel implements Channel {
  private final Ends ends;
  private final Purpose purpose;
  private final Notes notes;
  private final Endings endings;
  private final BiFunction<BookApprovals, JiraChannel, Ears> hearing;

  /** Those that have no ticket for certain. */
  private final Cache<String, Boolean> untold =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)).build();

  /**
   * @param hearing how answers come
   */
  JiraChannel(
      Ends ends,
      Purpose purpose,
      Notes notes,
      Endings endings,
      BiFunction<BookApprovals, JiraChannel, Ears> hearing) {
    this.ends = ends;
    this.purpose = purpose;
    this.notes = notes;
    this.endings = endings;
    this.hearing = hearing;
  }

  @Override
  public void asked(AccessRequest request) throws RefusedException {
    untold.put(request.id(), true);
    purpose.require(request);
    try {
      tell(request);
    } catch (InterruptedIOException e) {
      untold.invalidate(request.id());
      throw interrupted();
    } catch (JiraException e) {
      if (e.isUnclear()) {
        untold.invalidate(request.id());
      }
      throw untold(e);
    } catch (IOException | ParseException e) {
      untold.invalidate(request.id());
      throw untold(e);
    }
  }

  private void tell(AccessRequest request) throws IOException, ParseException {
    String key = ends.tickets().make(request);
    untold.invalidate(request.id());
    endings.expect(request);
    purpose.link(request, key);
  }

  /**
   * Makes up for a process that ended between keeping a request and making its ticket.
   *
   * @throws RefusedException if nobody can be told
   */
  void askLate(AccessRequest request) throws RefusedException {
    try {
      if (ends.tickets().find(request).isEmpty()) {
        tell(request);
      }
    } catch (InterruptedIOException e) {
      throw interrupted();
    } catch (IOException | ParseException e) {
      throw untold(e);
    }
  }

  private static RefusedException interrupted() {
    return new RefusedException(
        SqlState.CANCELLED, "interrupted while people were asked for an approval");
  }

  private RefusedException untold(Exception why) {
    return new RefusedException(
        SqlState.UNREACHABLE,
        "nobody was asked for an approval: Jira at "
            + ends.jira().address()
            + " made no ticket: "
            + why.getMessage()
            + ". Check the settings jit.approval.jira.* and what its account may do there");
  }

  @Override
  public void changed(AccessRequest request, RequestState state) {
    if (untold.getIfPresent(request.id()) == null) {
      endings.note(request, state);
    }
  }

  @Override
  public boolean givesNotice() {
    return notes.areWritten();
  }

  @Override
  public void noticed(AccessRequest request, Notice notice) {
    String groups = new TreeSet<>(notice.groups()).toString();
    String text =
        switch (notice.kind()) {
          case REMINDED -> "Still waits for an answer by members of " + groups;
          case ESCALATED -> "Still waits for an answer; members of " + groups + " may give it, too";
        };
    notes.say(request, Notes.word(notice.kind().name() + notice.at()), ForeignText.shown(text));
  }

  @Override
  public Ears ears(BookApprovals approvals) {
    return hearing.apply(approvals, this);
  }

  @Override
  public void close() {
    notes.close();
  }
}
