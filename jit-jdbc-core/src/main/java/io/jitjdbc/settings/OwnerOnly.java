package io.jitjdbc.settings;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a new file or directory is created with so that nobody but its owner may read it at any
 * moment; nothing where the file system knows of no others.
 */
public final class OwnerOnly {
  private OwnerOnly() {}

  /** For a file on the file system of that path. */
  public static FileAttribute<?>[] file(Path path) {
    return of(path, "rw-------");
  }

  /** For a directory on the file system of that path. */
  public static FileAttribute<?>[] directory(Path path) {
    return of(path, "rwx------");
  }

  /** Whether that path's file system knows who may read a file. */
  public static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] of(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
