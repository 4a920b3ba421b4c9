package io.jitjdbc.examples.sample;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * What the control plane and applications have on their disks. Keys and tokens are among it, so
 * nobody else on the machine may read it.
 */
final class SampleFiles {
  private static final Path FOLDER = Path.of("target", "sample");

  private SampleFiles() {}

  static Path policy() {
    try (InputStream policy = SampleFiles.class.getResourceAsStream("policy.yaml")) {
      Path file = folder().resolve("policy.yaml");
      Files.copy(Objects.requireNonNull(policy), file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key that signs policies, another one each time; drivers have its public half. */
  static Path policyKey() {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
      keep("policies.jwks", new JWKSet(key).toString(true));
      return keep("policy-key.jwk", key.toJSONString());
    } catch (JOSEException e) {
      throw new IllegalStateException("the sample's key could not be made", e);
    }
  }

  /** The token of a program, as whoever runs programs puts it there and renews it. */
  static void token(String token) {
    keep("shop.token", token);
  }

  /** What whoever sets a database up needs to know. */
  static void owner(String password) {
    keep("shop.properties", "shop.owner.password=" + password);
  }

  static Path recordings() {
    try {
      return Files.createDirectories(folder().resolve("recordings"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole, or as it was: somebody may be reading it. */
  private static Path keep(String name, String text) {
    try {
      Path fresh = Files.writeString(folder().resolve(name + ".new"), text);
      return Files.move(fresh, folder().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() throws IOException {
    Files.createDirectories(FOLDER);
    var rights = Files.getFileAttributeView(FOLDER, PosixFileAttributeView.class);
    if (rights != null) {
      rights.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
    return FOLDER;
  }
}
