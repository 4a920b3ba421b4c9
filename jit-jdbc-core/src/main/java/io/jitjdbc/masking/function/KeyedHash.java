package io.jitjdbc.masking.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.Hidden;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Tokens by HMAC-SHA-256. A text and bytes that spell it have different tokens. */
final class KeyedHash implements ColumnMask {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int TEXT_TOKEN_BYTES = 16;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final Mac prototype;

  KeyedHash(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.prototype = keyed();
  }

  @Override
  public @Nullable Object mask(Object value) {
    if (value instanceof String text) {
      byte[] token = token('t', text.getBytes(UTF_8));
      return Hidden.TEXT + ENCODER.encodeToString(Arrays.copyOf(token, TEXT_TOKEN_BYTES));
    }
    return value instanceof byte[] bytes ? token('b', bytes) : null;
  }

  private byte[] token(char type, byte[] value) {
    Mac mac = fresh();
    mac.update((byte) type);
    return mac.doFinal(value);
  }

  /** Cloning a keyed one saves half of the time; a provider may not support it. */
  private Mac fresh() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      return keyed();
    }
  }

  private Mac keyed() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
    }
  }
}
