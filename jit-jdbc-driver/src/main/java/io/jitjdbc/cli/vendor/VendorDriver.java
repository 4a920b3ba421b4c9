package io.jitjdbc.cli.vendor;

import io.jitjdbc.settings.InvalidSettingException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The database's own JDBC driver, which the bundle does not bring along. */
public final class VendorDriver {

  @Option(
      names = "--driver-jar",
      paramLabel = "JAR",
      description = {
        "The database's own JDBC driver, where the command needs a database:",
        "java -jar looks at no class path."
      })
  private Optional<Path> jar = Optional.empty();

  /** Lets this thread, and those that it starts, look for drivers there as well. */
  public void use() {
    jar.ifPresent(VendorDriver::add);
  }

  private static void add(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new InvalidSettingException("--driver-jar " + jar + " is no file");
    }
    try {
      Thread thread = Thread.currentThread();
      // Open as long as the command runs.
      thread.setContextClassLoader(
          new URLClassLoader(new URL[] {jar.toUri().toURL()}, thread.getContextClassLoader()));
    } catch (MalformedURLException e) {
      throw new InvalidSettingException("--driver-jar " + jar + " cannot be opened");
    }
  }
}
