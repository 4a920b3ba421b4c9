package io.jitjdbc.approval.slack;

import io.jitjdbc.approval.book.ChannelProvider;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.InstantSource;
import java.util.List;

/** {@code slack}, for a host that keeps the requests itself. Promises the same. */
public final class SlackChannelProvider implements ChannelProvider {

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public List<Setting<?>> settings() {
    return SlackSettings.OF_CHANNEL;
  }

  @Override
  public Opening create(SettingValues values) {
    InstantSource clock = InstantSource.system();
    var settings = new SlackSettings(values, clock, Pace.USUAL);
    SlackHearing hearing = settings.hearing(settings.place(), "");
    return (book, postings) -> SlackChannel.over(book, postings, hearing, clock);
  }
}
