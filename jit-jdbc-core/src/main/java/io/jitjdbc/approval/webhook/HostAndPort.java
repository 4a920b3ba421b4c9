package io.jitjdbc.approval.webhook;

import io.jitjdbc.settings.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where to listen. */
record HostAndPort(String host, int port) {
  static final Kind<HostAndPort> KIND =
      new Kind<>(
          "an address and a port such as 127.0.0.1:8099 or [::1]:8099",
          List.of(),
          HostAndPort::parse);

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):(\\d{1,5})");
  private static final int MOST = 65535;

  private static HostAndPort parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MOST) {
      throw new IllegalArgumentException();
    }
    return new HostAndPort(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return host + ':' + port;
  }
}
