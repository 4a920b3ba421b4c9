package io.jitjdbc.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.jitjdbc.remote.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's keys from a local file. The file is read at every sign-in, because a time stamp can
 * miss a change, and parsed when it changed.
 */
final class LocalKeys implements JWKSource<SecurityContext> {
  private final Path file;
  private volatile Snapshot last = new Snapshot("", new JWKSet());

  LocalKeys(Path file) {
    this.file = file;
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    return selector.select(current());
  }

  private JWKSet current() throws KeySourceException {
    String text = read();
    Snapshot known = last;
    if (text.equals(known.text())) {
      return known.keys();
    }
    JWKSet keys = parse(text);
    last = new Snapshot(text, keys);
    return keys;
  }

  private String read() throws KeySourceException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new KeySourceException(file + " cannot be read", e);
    }
  }

  private JWKSet parse(String text) throws KeySourceException {
    try {
      return JsonText.keySet(text);
    } catch (ParseException e) {
      throw new KeySourceException(file + " is not a key set (JWKS)", e);
    }
  }

  private record Snapshot(String text, JWKSet keys) {}
}
