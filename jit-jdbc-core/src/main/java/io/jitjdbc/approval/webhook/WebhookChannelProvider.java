package io.jitjdbc.approval.webhook;

import io.jitjdbc.approval.book.ChannelProvider;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.InstantSource;
import java.util.List;

/** {@code webhook}, for a host that keeps the requests itself. Promises the same. */
public final class WebhookChannelProvider implements ChannelProvider {

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public List<Setting<?>> settings() {
    return WebhookSettings.OF_CHANNEL;
  }

  @Override
  public Opening create(SettingValues values) {
    var opening = new WebhookOpening(new WebhookSettings(values, InstantSource.system()));
    return (book, postings) -> opening.over(book);
  }
}
