package io.jitjdbc.credential.service;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.credential.LeaseRequest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The request as JSON; the same for the same request, to the last byte. */
final class LeaseBody {
  private final Map<String, Object> wishes;

  private LeaseBody(Map<String, Object> wishes) {
    this.wishes = wishes;
  }

  /** For leases that last as long as the service likes. */
  static LeaseBody plain() {
    return new LeaseBody(Map.of());
  }

  /** For leases that last no longer than that. */
  static LeaseBody wishing(Duration ttl) {
    return new LeaseBody(Map.of("ttlSeconds", ttl.toSeconds()));
  }

  /** For more time. */
  String renewal() {
    return JSONObjectUtils.toJSONString(wishes);
  }

  String text(LeaseRequest request) {
    var fields = new TreeMap<>(wishes);
    fields.put("target", request.target());
    fields.put("purpose", request.purpose());
    fields.put("application", request.application());
    fields.put(
        "subject",
        new TreeMap<>(Map.of("issuer", request.subject().issuer(), "id", request.subject().id())));
    return JSONObjectUtils.toJSONString(fields);
  }
}
