package io.jitjdbc.approval.webhook;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.SignatureSettings;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.remote.ServiceAddress;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code webhook}: requests go to another system as signed messages, and decisions come back so.
 *
 * <p><b>Guarantees</b>: a statement waits only for people who were told; a decision counts only if
 * it is signed by a shared secret, of now, and of a person whom the file of approvers knows; the
 * rules of the request hold for it as for any other answer. <b>Does not protect against</b> the
 * other end: who decided is its word.
 */
public final class WebhookApprovalsProvider implements ApprovalServiceProvider {
  static final StoreSettings STORE = new StoreSettings("store.", "the requests");

  static final Setting<URI> ADDRESS =
      Setting.of("address", ServiceAddress.KIND, "Where requests are sent, by POST.");
  static final Setting<String> SECRET =
      Setting.secret(
          "secret",
          "Shared secrets, each whsec_ and base64, with commas between them; all of them sign.");
  static final Setting<Path> SECRET_FILE =
      Setting.of("secret.file", Kind.FILE, "File with the shared secrets; read again at each use.");
  static final Setting<Path> APPROVERS =
      Setting.of(
          "approvers.file",
          Kind.FILE,
          "YAML file of the people who may answer, whose field webhook is their name at the other"
              + " end; read again at each answer.");
  static final Setting<Boolean> FETCH =
      Setting.of(
          "fetch", Kind.FLAG, "true", "Whether waiting statements ask the other end by GET.");
  static final Setting<Duration> POLL =
      Setting.of("poll", Kind.DURATION, "2s", "Pause of a waiting statement between two looks.");
  static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout", Kind.DURATION, "10s", "How long a message may take, all attempts together.");
  static final Setting<HostAndPort> CALLBACK =
      Setting.of(
          "callback",
          HostAndPort.KIND,
          "Address and port to listen at for decisions; none if not set.");

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public WebhookApprovalsProvider() {
    this(InstantSource.system());
  }

  WebhookApprovalsProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public List<Setting<?>> settings() {
    var all =
        new ArrayList<Setting<?>>(
            List.of(ADDRESS, SECRET, SECRET_FILE, APPROVERS, FETCH, POLL, TIMEOUT, CALLBACK));
    all.addAll(SignatureSettings.ofChannel());
    all.addAll(STORE.all());
    return List.copyOf(all);
  }

  @Override
  public ApprovalService create(SettingValues values) {
    Duration timeout = values.get(TIMEOUT);
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new InvalidSettingException(values.nameOf(TIMEOUT) + " must be from 100ms to 1m");
    }
    var peer = new Peer(address(values), timeout, keys(values), clock);
    RequestBook book = STORE.areGiven(values) ? TableBooks.open(STORE, values) : new MemoryBook();
    return new Assembly(peer, book, keys(values), clock).service(values);
  }

  private static URI address(SettingValues values) {
    URI address = values.get(ADDRESS);
    if (address.getRawUserInfo() != null) {
      throw new InvalidSettingException(values.nameOf(ADDRESS) + " must hold no login");
    }
    return address;
  }

  private static SharedKeys keys(SettingValues values) {
    return values
        .find(SECRET_FILE)
        .map(SharedKeys::in)
        .orElseGet(() -> SharedKeys.fixed(values.nameOf(SECRET), values.get(SECRET)));
  }
}
