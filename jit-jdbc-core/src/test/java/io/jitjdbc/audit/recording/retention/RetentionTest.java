package io.jitjdbc.audit.recording.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.audit.recording.SmallLogs;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LogRecord;
import io.jitjdbc.audit.recording.reading.LogRecords;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import io.jitjdbc.audit.recording.verification.Finding;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import io.jitjdbc.audit.recording.verification.LogReport;
import io.jitjdbc.audit.recording.verification.LogsVerifier;
import io.jitjdbc.audit.recording.verification.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final long BEGIN = 1_795_000_000_000L;
  private static final Instant BETWEEN = Instant.ofEpochMilli(BEGIN + 9000);

  @TempDir Path root;

  private ECKey owner;
  private ECKey keeper;
  private ECKey auditor;
  private LogFiles log;
  private Retention retention;

  @BeforeEach
  void writeALog() throws Exception {
    owner = key("owner");
    keeper = key("keeper");
    auditor = key("auditor");
    log =
        new SmallLogs(root, Optional.of(LedgerSigner.with(owner)), List.of(auditor.toPublicJWK()))
            .write(BEGIN, 2, true);
    retention =
        new Retention(LedgerSigner.with(keeper), InstantSource.fixed(Instant.ofEpochMilli(BEGIN)));
  }

  private static ECKey key(String id) throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
  }

  private LogReport verified(ECKey... trusted) throws IOException {
    var trust = new Trust(List.of(trusted).stream().map(ECKey::toPublicJWK).toList());
    return new LogsVerifier(trust).verify(root, List.of()).get(0);
  }

  private static List<String> messages(LogReport report) {
    return report.findings().stream().map(Finding::message).toList();
  }

  @Test
  void whatIsOverItsTimeIsGoneAndTheRestStillVerifies() throws Exception {
    List<Retention.Sealed> due = Retention.due(log, BETWEEN);
    assertThat(due).extracting(Retention.Sealed::segment).containsExactly(1);

    retention.retire(log, due.get(0), "P30D");

    assertThat(log.segment(1)).doesNotExist();
    assertThat(log.key(1)).doesNotExist();
    assertThat(verified(owner, keeper).worst()).isEqualTo(Kind.NOTE);
    assertThat(messages(verified(owner, keeper))).anyMatch(each -> each.contains("time was over"));
    assertThat(Retention.due(log, BETWEEN)).isEmpty();
  }

  @Test
  void whoDeletesWithoutBeingTrustedIsNotBelieved() throws Exception {
    retention.retire(log, Retention.due(log, BETWEEN).get(0), "P30D");

    assertThat(verified(owner).worst()).isEqualTo(Kind.UNTRUSTED);
  }

  @Test
  void aTombstoneOfSomethingElseIsNoExcuse() throws Exception {
    retention.retire(log, new Retention.Sealed(1, "something else", BETWEEN), "P30D");

    assertThat(verified(owner, keeper).worst()).isEqualTo(Kind.TAMPERED);
  }

  @Test
  void nothingOfALogThatIsHeldIsDeleted() throws Exception {
    retention.hold(log, true, "case 7");

    assertThat(Retention.due(log, BETWEEN)).isEmpty();
    assertThatThrownBy(() -> retention.retire(log, new Retention.Sealed(1, "", BETWEEN), "P30D"))
        .hasMessageContaining("held");
    assertThatThrownBy(() -> retention.shred(log, 1)).hasMessageContaining("held");
    assertThat(messages(verified(owner, keeper))).contains("held: case 7");

    retention.hold(log, false, "case 7 is closed");
    assertThat(Retention.due(log, BETWEEN)).hasSize(1);
    assertThat(verified(owner, keeper).worst()).isEqualTo(Kind.NOTE);
  }

  @Test
  void whatIsShreddedVerifiesAndCanBeReadByNobody() throws Exception {
    var keys = ReadingKeys.of(auditor.toJSONString());
    assertThat(secrets(keys)).containsExactly("alice", "alice");

    retention.shred(log, 1);

    assertThat(secrets(keys)).containsExactly("", "alice");
    assertThat(verified(owner, keeper).worst()).isEqualTo(Kind.NOTE);
    assertThat(messages(verified(owner, keeper))).anyMatch(each -> each.contains("shredded"));
  }

  @Test
  void withoutTheKeyWhatIsSecretCannotBeRead() throws Exception {
    assertThat(secrets(ReadingKeys.NONE)).containsExactly("", "");
    assertThat(secrets(ReadingKeys.of(key("auditor").toPublicJWK().toJSONString())))
        .containsExactly("", "");
  }

  private List<String> secrets(ReadingKeys keys) throws Exception {
    var secrets = new ArrayList<String>();
    try (LogRecords records = LogRecords.of(log, keys)) {
      for (Optional<LogRecord> next = records.next(); next.isPresent(); next = records.next()) {
        if (next.get().type() == FrameType.RESULT_READ) {
          secrets.add(next.get().text());
        }
      }
    }
    return secrets;
  }

  @Test
  void whoDiesAfterSigningFinishesTheNextTime() throws Exception {
    Retention.Sealed due = Retention.due(log, BETWEEN).get(0);
    byte[] segment = Files.readAllBytes(log.segment(1));
    retention.retire(log, due, "P30D");
    Files.write(log.segment(1), segment);

    assertThat(Retention.due(log, BETWEEN)).containsExactly(due);
    retention.retire(log, due, "P30D");
    assertThat(log.segment(1)).doesNotExist();
    assertThat(verified(owner, keeper).worst()).isEqualTo(Kind.NOTE);
  }
}
