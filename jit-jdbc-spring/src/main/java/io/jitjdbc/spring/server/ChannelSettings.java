package io.jitjdbc.spring.server;

import io.jitjdbc.approval.book.ChannelProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By which channels people are asked besides the console: {@code jit.server.approvals} and what
 * begins with {@code jit.server.approval}. They come from whoever runs the control plane and never
 * from a request, so that no caller says where it connects to.
 *
 * @param approval the settings of each channel below its name: those of jit.approval.NAME
 * @param approvals names of channels: slack, jira, webhook
 */
@ConfigurationProperties("jit.server")
record ChannelSettings(
    @DefaultValue Map<String, Map<String, String>> approval, @DefaultValue List<String> approvals) {
  private static final String SELECTOR = "jit.server.approvals";

  ChannelSettings {
    approvals = List.copyOf(approvals);
    approval = Map.copyOf(approval);
    if (new HashSet<>(approvals).size() < approvals.size()) {
      throw new InvalidSettingException(SELECTOR + " names a channel twice");
    }
    for (String name : approval.keySet()) {
      if (!approvals.contains(name)) {
        throw new InvalidSettingException(
            "jit.server.approval." + name + " is set, but " + SELECTOR + " does not name " + name);
      }
    }
  }

  boolean areGiven() {
    return !approvals.isEmpty();
  }

  /** What opens them, by their names; each of their settings is read. */
  Map<String, ChannelProvider.Opening> openings() {
    var openings = new LinkedHashMap<String, ChannelProvider.Opening>();
    for (String name : approvals) {
      ChannelProvider provider = Providers.named(ChannelProvider.class, SELECTOR, name);
      String prefix = "jit.server.approval." + name + ".";
      Map<String, String> given = approval.getOrDefault(name, Map.of());
      openings.put(
          name, provider.create(ControlPlaneSettings.values(prefix, given, provider.settings())));
    }
    return openings;
  }

  /** Without the settings: tokens and secrets are among them. */
  @Override
  public String toString() {
    return "channels " + approvals;
  }
}
