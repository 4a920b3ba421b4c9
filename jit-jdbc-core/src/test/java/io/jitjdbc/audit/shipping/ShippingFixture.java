package io.jitjdbc.audit.shipping;

import io.jitjdbc.audit.AuditBacklog;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.TestAuditLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A log, a remote end, and sinks between them. */
final class ShippingFixture implements AutoCloseable {
  final Path root;
  final TestAuditLog log;
  final FakeRemote remote = new FakeRemote();
  private final List<AuditSink> open = new ArrayList<>();

  ShippingFixture(Path root) throws IOException {
    this.root = root;
    this.log = new TestAuditLog(root);
  }

  /** A sink in front of both; nothing waits for the remote end. */
  AuditSink sink() {
    return sink(log, remote, false, Duration.ofSeconds(5));
  }

  AuditSink mandatory(Duration timeout) {
    return sink(log, remote, true, timeout);
  }

  AuditSink sink(TestAuditLog from, RemoteSink to, boolean mandatory, Duration timeout) {
    var terms = new ShippingSink.Terms("far", mandatory, timeout);
    var sink = AuditSink.inFrontOf(List.of(from, new ShippingSink(terms, from, to)));
    open.add(sink);
    return sink;
  }

  /** Events in the log that no sink has heard of. */
  static void write(TestAuditLog to, String name, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      to.record(AuditEvents.named(name + i));
    }
  }

  static AuditEvent event(String name) {
    return AuditEvents.named(name);
  }

  static String id(String name) {
    return name + "-1";
  }

  static List<String> ids(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> id(name + i)).toList();
  }

  static AuditBacklog backlog(AuditSink sink) {
    return sink.backlogs().get(0);
  }

  @Override
  public void close() {
    remote.heal();
    open.forEach(AuditSink::close);
  }
}
