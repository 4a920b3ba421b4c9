package io.jitjdbc.approval.service;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
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

/**
 * {@code jit.approval=jit}: an approval service takes requests to people, asked by the protocol of
 * {@code io/jitjdbc/protocol/approval.openapi.yaml}.
 *
 * <p><b>Guarantees</b>: tokens go to the service's own address only, over https or to this machine
 * itself; an answer that was lost on the way costs no second use; what the service does not say
 * clearly is not approved; with pinned keys, an approval counts only if one of them has signed it
 * for exactly what is asked. <b>Does not protect against</b> a service that says yes by itself:
 * whoever has its key decides.
 */
public final class ServiceApprovalsProvider implements ApprovalServiceProvider {
  static final Setting<URI> ADDRESS =
      Setting.of("address", ServiceAddress.KIND, "Where the approval service is, without /v1.");
  static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout", Kind.DURATION, "10s", "How long a question may take, all attempts together.");
  static final Setting<Duration> POLL =
      Setting.of(
          "poll",
          Kind.DURATION,
          "20s",
          "How long a waiting statement lets the service hold a question back until there is an"
              + " answer.");
  static final Setting<Path> KEYS =
      Setting.of(
          "keys.file",
          Kind.FILE,
          "JWKS file with the keys that must have signed an approval; if not set, the service's"
              + " word is enough.");

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public ServiceApprovalsProvider() {
    this(InstantSource.system());
  }

  ServiceApprovalsProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "jit";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ADDRESS, TIMEOUT, POLL, KEYS);
  }

  @Override
  public ApprovalService create(SettingValues values) {
    Duration timeout = span(values, TIMEOUT);
    var calls = new ApprovalCalls(new HttpService(address(values), timeout), timeout);
    EvidenceCheck evidence =
        values
            .find(KEYS)
            .<EvidenceCheck>map(keys -> new PinnedKeys(keys, clock))
            .orElse(EvidenceCheck.THE_SERVICES_WORD);
    return new ServiceApprovals(calls, evidence, span(values, POLL));
  }

  private static Duration span(SettingValues values, Setting<Duration> setting) {
    Duration span = values.get(setting);
    if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
      throw new InvalidSettingException(values.nameOf(setting) + " must be from 100ms to 1m");
    }
    return span;
  }

  private static URI address(SettingValues values) {
    URI address = values.get(ADDRESS);
    if (address.getRawUserInfo() != null) {
      throw new InvalidSettingException(values.nameOf(ADDRESS) + " must hold no login");
    }
    return address;
  }
}
