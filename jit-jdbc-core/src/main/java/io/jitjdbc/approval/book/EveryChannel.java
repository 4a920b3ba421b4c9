package io.jitjdbc.approval.book;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestState;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Several channels as one: a request is told by each, and people may answer by any. One that fails
 * is left out as long as another one can tell people.
 */
public final class EveryChannel implements Channel {
  private final Map<String, Channel> channels;

  /**
   * @param channels by their names, at least one; closed with this
   */
  public EveryChannel(Map<String, Channel> channels) {
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("without a channel nobody would be told");
    }
    this.channels = new LinkedHashMap<>(channels);
  }

  @Override
  public void asked(AccessRequest request) throws RefusedException {
    Failures failures = new Failures();
    channels.forEach((name, channel) -> failures.of(name, () -> channel.asked(request)));
    failures.requireFewerThan(channels.size());
  }

  @Override
  public void changed(AccessRequest request, RequestState state) {
    channels.values().forEach(channel -> channel.changed(request, state));
  }

  @Override
  public boolean givesNotice() {
    return channels.values().stream().anyMatch(Channel::givesNotice);
  }

  @Override
  public void noticed(AccessRequest request, Notice notice) {
    channels.values().stream()
        .filter(Channel::givesNotice)
        .forEach(channel -> channel.noticed(request, notice));
  }

  @Override
  public Ears ears(BookApprovals approvals) {
    var ears = new LinkedHashMap<String, Ears>();
    channels.forEach((name, channel) -> ears.put(name, channel.ears(approvals)));
    return new EveryEar(ears);
  }

  @Override
  public void close() {
    channels.values().forEach(Channel::close);
  }
}
