package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.book.ChannelProvider;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.InstantSource;
import java.util.List;

/** {@code jira}, for a host that keeps the requests itself. Promises the same. */
public final class JiraChannelProvider implements ChannelProvider {

  @Override
  public String name() {
    return "jira";
  }

  @Override
  public List<Setting<?>> settings() {
    return JiraSettings.OF_CHANNEL;
  }

  @Override
  public Opening create(SettingValues values) {
    var settings = new JiraSettings(values, JiraSettings.SHORTEST_POLL);
    var assembly = new Assembly(settings, InstantSource.system());
    return (book, postings) -> assembly.channel(book);
  }
}
