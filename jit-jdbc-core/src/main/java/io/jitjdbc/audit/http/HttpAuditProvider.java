package io.jitjdbc.audit.http;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.shipping.ShippingSettings;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.ServiceAddress;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code http}: events to a control plane, by the protocol of {@code
 * io/jitjdbc/protocol/audit.openapi.yaml}, fed from the log of the {@code recording} sink.
 *
 * <p><b>Guarantees</b>: the token goes to the control plane's own address only, over https or to
 * this machine itself; whatever the control plane does not say clearly to have kept is brought
 * again; the lines of the log's ledger go along, so that its end cannot be cut off unnoticed.
 * <b>Does not protect against</b> a control plane that forgets what it said to have kept.
 */
public final class HttpAuditProvider implements AuditSinkProvider {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private static final Setting<URI> ADDRESS =
      Setting.of("address", ServiceAddress.KIND, "Where the control plane is, without /v1.");
  private static final Setting<String> TOKEN =
      Setting.secret("token", "This process's own token at the control plane.");
  private static final Setting<Path> TOKEN_FILE =
      Setting.of(
          "token.file", Kind.FILE, "File with that token; read again at each use, and wins.");

  @Override
  public String name() {
    return "http";
  }

  @Override
  public List<Setting<?>> settings() {
    return ShippingSettings.with(List.of(ADDRESS, TOKEN, TOKEN_FILE));
  }

  @Override
  public AuditSink create(SettingValues values) {
    throw ShippingSettings.withoutLog(name());
  }

  @Override
  public AuditSink create(SettingValues values, List<AuditSink> before) {
    URI address = values.get(ADDRESS);
    if (address.getRawUserInfo() != null) {
      throw new InvalidSettingException(values.nameOf(ADDRESS) + " must hold no login");
    }
    Optional<Path> file = values.find(TOKEN_FILE);
    Optional<String> text = values.find(TOKEN);
    if (file.isEmpty() && text.isEmpty()) {
      throw new InvalidSettingException(
          values.nameOf(TOKEN_FILE)
              + " or "
              + values.nameOf(TOKEN)
              + " is required: the control plane has to know who brings events");
    }
    var token = new ServiceToken(text.orElse(""), file);
    return ShippingSettings.feed(
        name(),
        values,
        before,
        () -> new HttpSink(new ControlPlane(new HttpService(address, CONNECTING), token)));
  }
}
