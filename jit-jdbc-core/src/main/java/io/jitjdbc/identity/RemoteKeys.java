package io.jitjdbc.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.jwk.source.RetryingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.jitjdbc.remote.IssuerHttp;
import io.jitjdbc.remote.JsonText;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An issuer's keys, found through its discovery document. */
final class RemoteKeys implements JWKSetSource<SecurityContext> {
  /** How long an issuer is left alone after it was asked, whoever sends unknown keys. */
  static final Duration REST = Duration.ofSeconds(10);

  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final Duration OUTAGE = Duration.ofHours(4);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final int THIRD = 3;

  private final IssuerHttp http;

  private RemoteKeys(URI issuer) {
    this.http = new IssuerHttp(issuer);
  }

  /**
   * Keys that are cached, fetched anew before they grow old, and kept through an outage of the
   * issuer. Starts no thread before they are old enough, and none that keeps the application alive.
   */
  static JWKSource<SecurityContext> of(URI issuer) {
    return of(issuer, FRESH, REST);
  }

  static JWKSource<SecurityContext> of(URI issuer, Duration fresh, Duration rest) {
    Duration ahead = fresh.dividedBy(THIRD);
    Duration wait = ahead.compareTo(LONGEST_WAIT) < 0 ? ahead : LONGEST_WAIT;
    // Step by step and not by the library's builder: its releases differ in what that can be told
    // of executors, and those of the library are no daemons.
    JWKSetSource<SecurityContext> asked = new RetryingJWKSetSource<>(new RemoteKeys(issuer), null);
    JWKSetSource<SecurityContext> kept =
        new OutageTolerantJWKSetSource<>(asked, OUTAGE.toMillis(), null);
    JWKSetSource<SecurityContext> rested =
        new RateLimitedJWKSetSource<>(kept, rest.toMillis(), null);
    return new JWKSetBasedJWKSource<>(
        new RefreshAheadCachingJWKSetSource<>(
            rested,
            fresh.toMillis(),
            wait.toMillis(),
            ahead.toMillis(),
            false,
            fetchingThread(),
            true,
            null));
  }

  /** One thread that exists only while keys are fetched. */
  private static ExecutorService fetchingThread() {
    var executor =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), RemoteKeys::daemon);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "jit-jdbc issuer keys");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long time, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      URI address = http.document().endpoint("jwks_uri");
      return parse(address, http.get(address));
    } catch (IOException e) {
      throw new JWKSetRetrievalException(String.valueOf(e.getMessage()), e);
    }
  }

  private static JWKSet parse(URI address, String text) throws IOException {
    try {
      return JsonText.keySet(text);
    } catch (ParseException e) {
      throw new IOException(address + " is not a key set", e);
    }
  }

  @Override
  public void close() {}
}
