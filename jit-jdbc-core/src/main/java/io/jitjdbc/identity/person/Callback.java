package io.jitjdbc.identity.person;

import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.State;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.SignIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where the browser brings the issuer's answer (RFC 8252 section 7.3): a port of this machine alone
 * that takes one answer, for one sign-in. Uses the waiting thread and no other.
 */
final class Callback implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final byte[] LOCAL = {127, 0, 0, 1};
  private static final String PATH = "/callback";
  private static final int LOOK_MILLIS = 200;
  private static final int WAITING = 10;

  private final ServerSocket socket;
  private final URI address;

  private Callback(ServerSocket socket) {
    this.socket = socket;
    this.address = URI.create("http://" + LOOPBACK + ":" + socket.getLocalPort() + PATH);
  }

  /**
   * Listens.
   *
   * @param port 0 for any that is free
   */
  static Callback open(int port) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOCAL), port), WAITING);
      socket.setSoTimeout(LOOK_MILLIS);
      return new Callback(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** What the issuer has to send the browser to. */
  URI address() {
    return address;
  }

  /**
   * Waits for the answer to the sign-in with that state. Answers to others are turned away and
   * waited on: whoever sends them must not be able to end this one.
   */
  AuthorizationResponse await(State state, Instant end, InstantSource clock)
      throws RefusedException, IOException {
    while (clock.instant().isBefore(end)) {
      if (Thread.currentThread().isInterrupted()) {
        throw SignIn.interrupted();
      }
      Optional<AuthorizationResponse> answer = accept(state);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw SignIn.refused(
        "nobody signed in with the browser in time",
        "Connect again; if no browser opened, the log has the address");
  }

  private Optional<AuthorizationResponse> accept(State state) throws IOException {
    try (Socket browser = socket.accept()) {
      return converse(browser, state);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
  }

  private Optional<AuthorizationResponse> converse(Socket browser, State state) {
    try {
      Optional<CallbackRequest> request = CallbackRequest.read(browser);
      if (request.isEmpty()) {
        return Optional.empty();
      }
      Optional<AuthorizationResponse> answer = answer(request.get(), state);
      reply(browser, answer.isPresent());
      return answer;
    } catch (IOException e) {
      // One that hung up, or said nothing; another may come.
      return Optional.empty();
    }
  }

  private Optional<AuthorizationResponse> answer(CallbackRequest request, State state) {
    // The host keeps pages out that made the browser believe this machine to be theirs.
    if (!"GET".equals(request.method())
        || !request.host().equals(address.getAuthority())
        || !request.target().startsWith(PATH + "?")) {
      return Optional.empty();
    }
    try {
      var answer = AuthorizationResponse.parse(address.resolve(request.target()));
      return state.equals(answer.getState()) ? Optional.of(answer) : Optional.empty();
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void reply(Socket browser, boolean taken) throws IOException {
    String text =
        taken
            ? "The answer has arrived. You can close this window and go back to your program."
            : "This is not the answer to a sign-in that is waited for.";
    String head =
        String.join(
            "\r\n",
            taken ? "HTTP/1.1 200 OK" : "HTTP/1.1 400 Bad Request",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Length: " + text.length(),
            "Cache-Control: no-store",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "Connection: close",
            "",
            "");
    browser.getOutputStream().write((head + text).getBytes(StandardCharsets.US_ASCII));
    browser.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
