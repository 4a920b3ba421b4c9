package io.jitjdbc.approval.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.evidence.ChannelPeople;
import io.jitjdbc.approval.people.ApproverDirectory;
import io.jitjdbc.testing.MutableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever keeps the listener waiting is hung up on. */
class WebhookListenerLimitTest {
  private static final int MORE_THAN_THERE_ARE_THREADS = 20;
  private static final int MOST_MILLIS = 20_000;

  private static Deliveries deliveries() {
    var clock = new MutableClock();
    var book = new MemoryBook();
    var desk = new BookApprovals(book, Channel.NONE, Duration.ofSeconds(1), clock);
    var directory = new ApproverDirectory(Path.of("nobody.yaml"));
    var people = new ChannelPeople("webhook", directory, Optional.empty(), clock);
    var verifier = new Verifier(SharedKeys.fixed("", WebhookFixture.SECRET), clock);
    return new Deliveries(verifier, new Decisions(book, desk, people));
  }

  private static Socket say(int port, String text) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(MOST_MILLIS);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }

  @Test
  void slowHeadersAndBodiesMakeRoomForOthers() throws Exception {
    int port = WebhookFixture.freePort();
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    List<Socket> slow = new ArrayList<>();
    try (Callback callback = Callback.open(at, deliveries(), Duration.ofMillis(200))) {
      assertThat(callback).isNotNull();
      for (int i = 0; i < MORE_THAN_THERE_ARE_THREADS; i++) {
        slow.add(
            say(port, i % 2 == 0 ? "POST / HT" : "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"));
      }

      try (Socket quick = say(port, "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}")) {
        var first = new String(quick.getInputStream().readNBytes(12), US_ASCII);
        assertThat(first).isEqualTo("HTTP/1.1 401");
      }
      assertThat(slow.get(0).getInputStream().read()).isEqualTo(-1);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
