package io.jitjdbc.approval.webhook;

import io.jitjdbc.approval.book.AnswerCheck;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.ChannelPeople;
import io.jitjdbc.approval.evidence.SignatureSettings;
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
import java.util.Optional;

/** The settings, and what they come to. */
record WebhookSettings(SettingValues values, InstantSource clock) {
  private static final Setting<URI> ADDRESS =
      Setting.of("address", ServiceAddress.KIND, "Where requests are sent, by POST.");
  private static final Setting<String> SECRET =
      Setting.secret(
          "secret",
          "Shared secrets, each whsec_ and base64, with commas between them; all of them sign.");
  private static final Setting<Path> SECRET_FILE =
      Setting.of("secret.file", Kind.FILE, "File with the shared secrets; read again at each use.");
  private static final Setting<Path> APPROVERS =
      Setting.of(
          "approvers.file",
          Kind.FILE,
          "YAML file of the people who may answer, whose field webhook is their name at the other"
              + " end; read again at each answer.");
  private static final Setting<Boolean> FETCH =
      Setting.of(
          "fetch", Kind.FLAG, "true", "Whether waiting statements ask the other end by GET.");
  private static final Setting<Duration> POLL =
      Setting.of("poll", Kind.DURATION, "2s", "Pause of a waiting statement between two looks.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout", Kind.DURATION, "10s", "How long a message may take, all attempts together.");
  private static final Setting<HostAndPort> CALLBACK =
      Setting.of(
          "callback",
          HostAndPort.KIND,
          "Address and port to listen at for decisions; none if not set.");

  /** Those that a channel has, wherever the requests are kept. */
  static final List<Setting<?>> OF_CHANNEL =
      List.of(ADDRESS, SECRET, SECRET_FILE, APPROVERS, FETCH, POLL, TIMEOUT, CALLBACK);

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  Duration poll() {
    return values.get(POLL);
  }

  Duration timeout() {
    Duration timeout = values.get(TIMEOUT);
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new InvalidSettingException(values.nameOf(TIMEOUT) + " must be from 100ms to 1m");
    }
    return timeout;
  }

  Peer peer() {
    Duration timeout = timeout();
    URI address = values.get(ADDRESS);
    if (address.getRawUserInfo() != null) {
      throw new InvalidSettingException(values.nameOf(ADDRESS) + " must hold no login");
    }
    return new Peer(address, timeout, keys(), clock);
  }

  SharedKeys keys() {
    return values
        .find(SECRET_FILE)
        .map(SharedKeys::in)
        .orElseGet(() -> SharedKeys.fixed(values.nameOf(SECRET), values.get(SECRET)));
  }

  boolean fetches() {
    return values.get(FETCH);
  }

  Optional<HostAndPort> callback() {
    return values.find(CALLBACK);
  }

  ChannelPeople people() {
    return SignatureSettings.people("webhook", values, APPROVERS, clock);
  }

  AnswerCheck check(RequestBook book) {
    return SignatureSettings.check(book, values, APPROVERS, clock);
  }
}
