package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.cli.Terminal.Outcome;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  @TempDir Path place;

  private Path logs;
  private Path key;
  private Path trust;

  @BeforeEach
  void recordSomething() throws Exception {
    logs = Files.createDirectory(place.resolve("logs"));
    ECKey owner = new ECKeyGenerator(Curve.P_256).keyID("owner").generate();
    key = Files.writeString(place.resolve("owner.jwk"), owner.toJSONString());
    trust = Files.writeString(place.resolve("trust.jwks"), set(owner));
    Path recipients = Files.writeString(place.resolve("readers.jwks"), set(owner));
    var settings =
        Map.of(
            "directory", logs.toString(),
            "signing-key", key.toString(),
            "encrypt-to", recipients.toString());
    try (AuditSink sink =
        Providers.named(AuditSinkProvider.class, "jit.audit", "recording")
            .create(SettingValues.of("jit.audit.recording.", settings))) {
      for (AuditEvent event : AuditEvents.oneOfEach()) {
        sink.record(event);
      }
      var secret = Cells.copyOf("canary".getBytes(StandardCharsets.UTF_8), 6);
      sink.keep(new Recorded.ResultRead(new EventId("1", 1), 1, secret));
    }
  }

  private static String set(ECKey key) {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  private LogFiles log() throws Exception {
    return LogDirectories.in(logs).get(0);
  }

  private Outcome verify(String... more) {
    var words = new ArrayList<>(List.of("audit", "verify", logs.toString()));
    words.addAll(List.of("--trust", trust.toString()));
    words.addAll(List.of(more));
    return Terminal.run(words.toArray(String[]::new));
  }

  @Test
  void aWholeRecordIsWhole() throws Exception {
    Outcome outcome = verify();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("OK: all is as it was written (1 logs,", log().log());
    assertThat(Files.readString(log().segment(1), StandardCharsets.ISO_8859_1))
        .doesNotContain("canary");
  }

  @Test
  void whatWasChangedIsNamedByFileAndFrame() throws Exception {
    byte[] bytes = Files.readAllBytes(log().segment(1));
    bytes[bytes.length / 2] ^= 4;
    Files.write(log().segment(1), bytes);

    Outcome outcome = verify();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out())
        .contains("TAMPERED " + log().log() + "/seg-000001.jrec, frame ")
        .contains("frames were signed for after this place")
        .contains("do not rely on these logs");

    Map<String, Object> json = JSONObjectUtils.parse(verify("--json").out());
    assertThat(json).containsEntry("verdict", "tampered").containsEntry("segments", 1L);
  }

  @Test
  void whoSignedHasToBeTrusted() throws Exception {
    ECKey other = new ECKeyGenerator(Curve.P_256).keyID("owner").generate();
    Files.writeString(trust, set(other));

    assertThat(verify().code()).isEqualTo(5);
    Files.writeString(trust, "{}");
    assertThat(verify().code()).isEqualTo(1);
    assertThat(verify().err()).contains("has to hold a JWK set");
  }

  @Test
  void aLeaseWithoutARecordIsNamed() throws Exception {
    Path leases = Files.writeString(place.resolve("leases"), "lease-1\n\nlease-of-nobody\n");

    Outcome outcome = verify("--leases", leases.toString());
    assertThat(outcome.code()).isEqualTo(4);
    assertThat(outcome.out())
        .contains("lease-of-nobody: it was given out, and no log here has recorded it");
  }

  @Test
  void anEndThatWasCutOffIsMissedByACopyOfTheLedger() throws Exception {
    List<String> lines = Files.readAllLines(log().ledger());
    Path anchors = Files.write(place.resolve("anchors"), lines);
    Files.write(log().ledger(), lines.subList(0, lines.size() - 1));

    assertThat(verify().code()).isEqualTo(3);
    assertThat(verify("--anchors", anchors.toString()).code()).isEqualTo(2);
  }

  @Test
  void whatIsOverItsTimeIsDeletedUnlessItIsHeld() throws Exception {
    String[] keep = {"audit", "retain", logs.toString(), "--key", key.toString(), "--keep", "P-1D"};
    Outcome held =
        Terminal.run(
            "audit", "hold", logs.toString(), "--key", key.toString(), "--reason", "case 7");
    assertThat(held.out()).contains("held " + log().log());
    assertThat(Terminal.run(keep).out()).contains("0 segments deleted");
    assertThat(verify().out()).contains("held: case 7");

    Terminal.run("audit", "release", logs.toString(), "--key", key.toString(), "--reason", "over");
    var dry = new ArrayList<>(List.of(keep));
    dry.add("--dry-run");
    assertThat(Terminal.run(dry.toArray(String[]::new)).out())
        .contains("1 segments are over their time");
    assertThat(log().segment(1)).exists();
    assertThat(Terminal.run(keep).out()).contains("1 segments deleted");
    assertThat(log().segment(1)).doesNotExist();
    assertThat(verify().code()).isZero();
  }

  @Test
  void whatIsShreddedStillVerifies() throws Exception {
    Outcome outcome = Terminal.run("audit", "shred", logs.toString(), "--key", key.toString());

    assertThat(outcome.out()).contains("shredded " + log().log() + " segment 1");
    assertThat(log().key(1)).doesNotExist();
    assertThat(verify().code()).isZero();
  }

  @Test
  void aDirectoryWithoutAnyLogIsNotAWholeRecord() throws Exception {
    Path empty = Files.createDirectory(place.resolve("empty"));

    Outcome outcome = Terminal.run("audit", "verify", empty.toString());
    assertThat(outcome.code()).isEqualTo(4);
    assertThat(outcome.out()).contains("there is no log in this directory").doesNotContain("OK");
  }

  @Test
  void aDirectoryThatIsNotThereIsSaidSo() {
    Outcome outcome = Terminal.run("audit", "verify", place.resolve("nowhere").toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("nowhere");
  }
}
