package io.jitjdbc.approval.slack;

import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.util.Map;

/** Where messages go, and by whose right. */
record SlackPlace(SlackApi api, SlackToken token, String channel) {

  /** Calls a method once, as {@link SlackApi#call}. */
  JsonFields call(String method, Map<String, Object> arguments) throws IOException {
    return api.call(method, token, arguments);
  }
}
