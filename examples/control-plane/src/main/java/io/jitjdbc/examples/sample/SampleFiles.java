package io.jitjdbc.examples.sample;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** What the control plane and a driver have on their disks. */
final class SampleFiles {
  private static final Path FOLDER = Path.of("target", "sample");

  private SampleFiles() {}

  static Path policy() {
    Path file = FOLDER.resolve("policy.yaml");
    try (InputStream policy = SampleFiles.class.getResourceAsStream("policy.yaml")) {
      Files.createDirectories(FOLDER);
      Files.copy(Objects.requireNonNull(policy), file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key that signs policies, another one each time. */
  static Path policyKey() {
    try {
      Files.createDirectories(FOLDER);
      return Files.writeString(
          FOLDER.resolve("policy-key.jwk"),
          new ECKeyGenerator(Curve.P_256).generate().toJSONString());
    } catch (IOException | JOSEException e) {
      throw new IllegalStateException("the sample's key could not be made", e);
    }
  }

  static Path recordings() {
    try {
      return Files.createDirectories(FOLDER.resolve("recordings"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
