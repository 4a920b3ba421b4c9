package io.jitjdbc.audit.jsonl;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code jsonl}: events in a file, one JSON object a line. */
public final class JsonLinesAuditProvider implements AuditSinkProvider {
  private static final Setting<Path> TO_FILE =
      Setting.of("file", Kind.FILE, "File to which events are appended, one JSON object a line.");
  private static final Setting<Boolean> FSYNC =
      Setting.of(
          "fsync",
          Kind.FLAG,
          "false",
          "Whether an event has to reach the disk, and so survives a power failure too.");

  private static final Setting<Format> FORMAT =
      Setting.of(
          "format",
          Kind.choice(Format.class),
          "jit",
          "The form of each event: jit-jdbc's own fields, or OCSF 1.8.");

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(TO_FILE, FSYNC, FORMAT);
  }

  @Override
  public AuditSink create(SettingValues values) {
    Path file = values.get(TO_FILE).toAbsolutePath();
    requireWritable(file);
    var lines = new AppendedFile(file, values.get(FSYNC), System::nanoTime);
    return new JsonLinesAuditSink(lines, values.get(FORMAT));
  }

  /** Only looks: the file is made by the first event. */
  private static void requireWritable(Path file) {
    Path directory = file.getParent();
    if (directory == null || Files.isDirectory(file)) {
      throw new InvalidSettingException("the audit file " + file + " is a directory: name a file");
    }
    if (!Files.isDirectory(directory)) {
      throw new InvalidSettingException(
          "the audit file's directory " + directory + " does not exist: create it");
    }
    if (!Files.isWritable(Files.exists(file) ? file : directory)) {
      throw new InvalidSettingException(
          "the audit file " + file + " is not writable: give this process the right to write it");
    }
  }
}
