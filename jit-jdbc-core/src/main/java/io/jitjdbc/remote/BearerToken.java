package io.jitjdbc.remote;

import java.util.regex.Pattern;

/** A token as RFC 6750 sends it. */
public final class BearerToken {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,16384}=*");

  private BearerToken() {}

  /** Whether a header can carry that text as a token; it cannot if it is empty or over 16 KiB. */
  public static boolean isCarriable(String token) {
    return TOKEN.matcher(token).matches();
  }
}
