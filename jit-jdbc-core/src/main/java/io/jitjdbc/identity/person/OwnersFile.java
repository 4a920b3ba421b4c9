package io.jitjdbc.identity.person;

import io.jitjdbc.settings.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that only its owner may read or write, and that is never seen half written. */
final class OwnersFile {
  private static final Logger LOG = LoggerFactory.getLogger(OwnersFile.class);
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private final Path folder;
  private final boolean posix;

  OwnersFile(Path file) {
    this.file = file;
    this.folder = folderOf(file.toAbsolutePath().normalize());
    this.posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    if (!posix) {
      LOG.warn(
          "Who may read {} cannot be checked on this file system: keep it in a folder of your own",
          file);
    }
  }

  private static Path folderOf(Path absolute) {
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }

  boolean isOpenToOthers() throws IOException {
    return posix && !OWNERS.containsAll(Files.getPosixFilePermissions(file));
  }

  /** Its permissions are there before its content is. */
  void replace(String text) throws IOException {
    Path fresh =
        Files.createTempFile(folder, file.getFileName() + ".", ".new", OwnerOnly.file(folder));
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
