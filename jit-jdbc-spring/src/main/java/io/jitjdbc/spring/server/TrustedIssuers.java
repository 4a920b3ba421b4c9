package io.jitjdbc.spring.server;

import io.jitjdbc.identity.TokenReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The issuers whose tokens count. Closed by Spring.
 *
 * @param readers one for each
 */
public record TrustedIssuers(List<TokenReader> readers) implements AutoCloseable {
  public TrustedIssuers {
    readers = List.copyOf(readers);
  }

  /** By their URL. */
  public Map<String, TokenReader> byIssuer() {
    var byIssuer = new LinkedHashMap<String, TokenReader>();
    readers.forEach(reader -> byIssuer.put(reader.issuer(), reader));
    return byIssuer;
  }

  @Override
  public void close() {
    readers.forEach(TokenReader::close);
  }
}
