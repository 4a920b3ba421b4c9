package io.jitjdbc.identity.person;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The head of one HTTP request, of which the first line and the host matter.
 *
 * @param target what is asked for: a path with its query
 * @param host the one that the browser believes to be talking to
 */
record CallbackRequest(String method, String target, String host) {
  private static final int MOST_BYTES = 16 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String END = "\r\n\r\n";
  private static final String HOST = "host:";
  private static final int FIRST_LINE_PARTS = 3;

  /** Empty if what comes is no such request, or does not come in time: browsers open idle ones. */
  static Optional<CallbackRequest> read(Socket socket) throws IOException {
    String head = head(socket);
    List<String> lines = head.lines().toList();
    String[] first = lines.isEmpty() ? new String[0] : lines.get(0).split(" ", -1);
    if (!head.endsWith(END) || first.length != FIRST_LINE_PARTS) {
      return Optional.empty();
    }
    String host =
        lines.stream()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(HOST))
            .map(line -> line.substring(HOST.length()).strip())
            .findFirst()
            .orElse("");
    return Optional.of(new CallbackRequest(first[0], first[1], host));
  }

  private static String head(Socket socket) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    var bytes = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    int last = 0;
    while (last >= 0 && bytes.size() < MOST_BYTES && !isWhole(bytes)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      last = in.read();
      if (last >= 0) {
        bytes.write(last);
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static boolean isWhole(ByteArrayOutputStream bytes) {
    int size = bytes.size();
    return size >= END.length() && bytes.toString(StandardCharsets.ISO_8859_1).endsWith(END);
  }
}
