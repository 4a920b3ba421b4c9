package io.jitjdbc.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.testing.TestLogin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A way to the same tables: raw, or enforced with a real token, lease, policy and audit. */
final class Access implements AutoCloseable {

  /** The ways that are compared. */
  enum Way {
    RAW,
    /** Enforced; audit events are accepted and forgotten, which leaves the decision path alone. */
    JIT,
    /** Enforced, with a JSON-lines file. */
    JIT_AUDITED,
    /** Enforced, with every cell that is read in a recording that the disk has. */
    JIT_RECORDED
  }

  /** Who reads: both may read everything, and the analyst sees three columns masked. */
  enum Reader {
    ANALYST,
    AUDITOR
  }

  private static final String ISSUER = "https://issuer.example";
  private static final String AUDIENCE = "benchmarks";

  private final Way way;
  private final String url;
  private final TestLogin login;
  private final JitDataSource dataSource = new JitDataSource();
  private final Map<Reader, String> tokens = new EnumMap<>(Reader.class);
  private final Path directory;

  Access(Way way, Customers customers) throws IOException, JOSEException {
    this.way = way;
    this.url = customers.url();
    this.login = customers.login();
    this.directory = Files.createTempDirectory("jit-benchmarks");
    if (way != Way.RAW) {
      enforce();
    }
  }

  private void enforce() throws IOException, JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("benchmarks").generate();
    Path keys = Files.writeString(directory.resolve("keys.json"), new JWKSet(key).toString());
    Path policy = directory.resolve("policy.yaml");
    try (InputStream in = Access.class.getResourceAsStream("policy.yaml")) {
      Files.write(policy, in.readAllBytes());
    }
    if (way == Way.JIT_RECORDED) {
      Files.writeString(policy, "audit: {record: reads}\n", StandardOpenOption.APPEND);
    }
    dataSource.setUrl(url.replaceFirst("^jdbc:", "jdbc:jit:"));
    for (Reader reader : Reader.values()) {
      tokens.put(reader, token(key, reader));
    }
    set("jit.subject.oidc.issuer", ISSUER);
    set("jit.subject.oidc.audience", AUDIENCE);
    set("jit.subject.oidc.jwks.file", keys.toString());
    set("jit.broker", "static");
    set("jit.broker.static.user", login.user());
    set("jit.broker.static.password", login.password());
    set("jit.broker.static.ttl", "1d");
    set("jit.policy.yaml.file", policy.toString());
    audit();
  }

  private void audit() throws IOException {
    switch (way) {
      case JIT_AUDITED -> {
        set("jit.audit", "jsonl");
        set("jit.audit.jsonl.file", directory.resolve("audit.jsonl").toString());
      }
      case JIT_RECORDED -> {
        set("jit.audit", "recording");
        Path recordings = Files.createDirectory(directory.resolve("recordings"));
        set("jit.audit.recording.directory", recordings.toString());
      }
      default -> dataSource.setAuditSinks(List.of(event -> {}));
    }
  }

  private void set(String name, String value) {
    dataSource.setProperty(name, value);
  }

  private static String token(ECKey key, Reader reader) throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(reader.name())
            .claim("groups", List.of(reader.name()))
            .expirationTime(new Date(System.currentTimeMillis() + 86_400_000))
            .build();
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
    var token = new SignedJWT(header, claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  /** A password that is a token says who connects. */
  Connection connect(Reader reader) throws SQLException {
    return way == Way.RAW
        ? DriverManager.getConnection(url, login.user(), login.password())
        : dataSource.getConnection(login.user(), tokens.get(reader));
  }

  @Override
  public void close() throws IOException {
    dataSource.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
