package io.jitjdbc.audit.http;

import io.jitjdbc.audit.shipping.UndeliveredException;
import io.jitjdbc.remote.BearerToken;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** This process's own token at the control plane; a file is read anew at each use. */
final class ServiceToken {
  private final String text;
  private final Optional<Path> file;

  /**
   * @param file wins over the text
   */
  ServiceToken(String text, Optional<Path> file) {
    this.text = text;
    this.file = file;
  }

  String reveal() throws UndeliveredException {
    String token = file.isPresent() ? read(file.get()) : text;
    if (!BearerToken.isCarriable(token)) {
      throw new UndeliveredException(
          "what jit.audit.http.token or jit.audit.http.token.file has is no token that HTTP can"
              + " carry, or larger than 16 KiB");
    }
    return token;
  }

  private static String read(Path file) throws UndeliveredException {
    try {
      return SecretFile.read(file);
    } catch (IOException e) {
      throw new UndeliveredException(
          "jit.audit.http.token.file cannot be read: " + e.getMessage() + ". Put a token there");
    }
  }

  @Override
  public String toString() {
    return "token ***";
  }
}
