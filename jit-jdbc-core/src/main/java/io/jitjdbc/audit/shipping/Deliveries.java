package io.jitjdbc.audit.shipping;

import io.jitjdbc.audit.AuditLog.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How far sinks are with logs, as they noted it where the logs are: what the other end has
 * acknowledged, and never more. Reads files alone, so it can be told while nobody ships.
 *
 * @param home the directory that sinks take their notes under
 */
public record Deliveries(Path home) {

  /** The sinks that have ever shipped from there, or have begun to. */
  public Set<String> sinks() throws IOException {
    Path notes = ShippingFiles.notes(home);
    if (!Files.isDirectory(notes)) {
      return Set.of();
    }
    try (Stream<Path> children = Files.list(notes)) {
      var sinks = new TreeSet<String>();
      children.filter(Files::isDirectory).forEach(one -> sinks.add(one.getFileName().toString()));
      return sinks;
    }
  }

  /** Everything before it has arrived; the beginning where there is no note that can be read. */
  public Place place(String sink, String log) throws IOException {
    return new ShippingFiles(home, sink).progress(log).place();
  }
}
