package io.jitjdbc.approval.slack;

import io.jitjdbc.approval.book.AnswerCheck;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.SignatureSettings;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.ServiceAddress;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings, and what they come to. */
record SlackSettings(SettingValues values, InstantSource clock, Pace pace) {
  private static final Pattern CHANNEL_ID = Pattern.compile("[CDG][A-Z0-9]{2,40}");

  private static final SlackToken.Source BOT =
      SlackToken.Source.of("bot.token", "xoxb-", "Token of the app's bot");
  private static final SlackToken.Source APP =
      SlackToken.Source.of("app.token", "xapp-", "Token of the app for Socket Mode");
  private static final Setting<String> CHANNEL =
      Setting.of(
          "channel",
          new Kind<>("the id of a channel, such as C0123ABCD", List.of(), SlackSettings::id),
          "Id of the channel where requests are posted; the bot must be in it.");
  private static final Setting<Path> APPROVERS =
      Setting.of(
          "approvers.file",
          Kind.FILE,
          "YAML file of the people who may answer, with their Slack user ids and groups.");
  private static final Setting<URI> ADDRESS =
      Setting.of(
          "address", ServiceAddress.KIND, "https://slack.com/api", "Where Slack's Web API is.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout", Kind.DURATION, "10s", "How long a call to Slack may take, with its pauses.");

  /** Those that a channel has, wherever the requests are kept. */
  static final List<Setting<?>> OF_CHANNEL =
      Stream.of(
              BOT.settings(),
              APP.settings(),
              List.<Setting<?>>of(CHANNEL, APPROVERS, ADDRESS, TIMEOUT))
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  SlackPlace place() {
    Duration timeout = values.get(TIMEOUT);
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new InvalidSettingException(values.nameOf(TIMEOUT) + " must be from 100ms to 1m");
    }
    var api = new SlackApi(new HttpService(values.get(ADDRESS), timeout), timeout);
    return new SlackPlace(api, BOT.token(values), values.get(CHANNEL));
  }

  /**
   * What it takes to hear clicks there.
   *
   * @param elsewhere where people can answer besides, as the end of a sentence; may be empty
   */
  SlackHearing hearing(SlackPlace place, String elsewhere) {
    String nextStep = "answer in Slack, channel " + place.channel() + elsewhere;
    var people = SignatureSettings.people("slack", values, APPROVERS, clock);
    return new SlackHearing(place, APP.token(values), people, pace, nextStep);
  }

  AnswerCheck check(RequestBook book) {
    return SignatureSettings.check(book, values, APPROVERS, clock);
  }

  private static String id(String text) {
    if (!CHANNEL_ID.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException();
    }
    return text.strip();
  }
}
