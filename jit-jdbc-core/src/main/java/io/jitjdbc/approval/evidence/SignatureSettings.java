package io.jitjdbc.approval.evidence;

import io.jitjdbc.approval.book.AnswerCheck;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.people.ApproverDirectory;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which signatures count, and what a channel signs with: the settings of all that keep books. */
public final class SignatureSettings {
  private static final Setting<Path> KEYS =
      Setting.of(
          "keys.file",
          Kind.FILE,
          "JWKS file with the keys that must have signed a yes, of people or channels; if not set,"
              + " what is kept is believed.");
  private static final Setting<Path> SIGNING_KEY =
      Setting.of(
          "signing-key.file",
          Kind.FILE,
          "File with the private key (EC P-256, as a JWK with a kid) that signs what people answer"
              + " there; read again at each answer.");

  private SignatureSettings() {}

  /** Of a channel that people answer by. */
  public static List<Setting<?>> ofChannel() {
    return List.of(KEYS, SIGNING_KEY);
  }

  /** Of a book that people answer in by themselves. */
  public static List<Setting<?>> ofBook() {
    return List.of(KEYS);
  }

  /** What of that book is believed. */
  public static AnswerCheck check(
      RequestBook book, SettingValues values, Setting<Path> approvers, InstantSource clock) {
    return values
        .find(KEYS)
        .<AnswerCheck>map(
            keys ->
                new PinnedAnswers(
                    book,
                    keys,
                    new ApproverDirectory(values.get(approvers)),
                    values.nameOf(KEYS),
                    clock))
        .orElse(AnswerCheck.THE_BOOKS_WORD);
  }

  /**
   * Who answers by that channel.
   *
   * @throws InvalidSettingException if it is to sign what nobody checks
   */
  public static ChannelPeople people(
      String channel, SettingValues values, Setting<Path> approvers, InstantSource clock) {
    Optional<Path> key = values.find(SIGNING_KEY);
    if (key.isPresent() && values.find(KEYS).isEmpty()) {
      throw new InvalidSettingException(
          values.nameOf(SIGNING_KEY)
              + " needs "
              + values.nameOf(KEYS)
              + ", or nobody looks at what it signs");
    }
    var directory = new ApproverDirectory(values.get(approvers));
    return new ChannelPeople(channel, directory, key, clock);
  }
}
