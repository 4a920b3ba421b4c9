package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.audit.Recorded.BoundValues;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.CellWriter;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Keeping;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.Recordings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy that demands recordings, with and without somebody who keeps them. */
class KeptRecordingTest {
  private static final String NAMES = "SELECT id, name FROM customers";

  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private void demand(String audit) {
    shop.policyFile.write(
        PolicyFile.shop().replaceFirst("version: 1\n", "version: 1\naudit: {" + audit + "}\n"));
  }

  private static Ask bound() {
    Binds binds =
        new Binds() {
          @Override
          public String digest() {
            return "binds";
          }

          @Override
          public Optional<Cells> cells(Optional<UnaryOperator<byte[]>> hash) {
            var writer = new CellWriter();
            writer.moved();
            return Optional.of(writer.take());
          }
        };
    return new Ask(NAMES, binds, new Patience(), Duration.ZERO);
  }

  private Session keeping(Recordings recordings) throws RefusedException {
    var point =
        new EnforcementPoint(
            new Components(
                shop.subjects,
                shop.broker,
                shop.policyFile.open(),
                shop.approvals,
                List.of(shop.events, recordings),
                shop.usage),
            Shop.WAIT,
            Shop.CHECK,
            new MutableClock());
    return point.begin(point.admit(Shop.arrival("ann analysts", "")), shop.place(), () -> {});
  }

  @Test
  void runsNothingThatNobodyRecords() {
    demand("record: reads");

    assertThatThrownBy(() -> shop.permit("ann analysts", NAMES))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("jit.audit")
        .extracting(e -> ((RefusedException) e).state())
        .isEqualTo(SqlState.DENIED);
  }

  @Test
  void saysSoToWhoAsksBefore() throws RefusedException {
    demand("bind-values: keep");

    assertThat(shop.session("ann analysts").explain(NAMES).decision())
        .isInstanceOfSatisfying(
            Decision.Deny.class, deny -> assertThat(deny.rule()).isEqualTo("recording"));
  }

  @Test
  void holdsNobodyUpWhereThePolicyIsOnlyObserved() throws RefusedException {
    demand("record: reads}\nmode: observe\n#{");
    Permission permission = shop.permit("ann analysts", NAMES);

    assertThat(permission.isObserved()).isTrue();
    assertThat(permission.recordsReads()).isFalse();
  }

  @Test
  void recordsWhatIsOnlyObserved() throws RefusedException {
    demand("record: reads}\nmode: observe\n#{");

    assertThat(keeping(new Recordings()).permit(Shop.ask(NAMES)).recordsReads()).isTrue();
  }

  @Test
  void recordsBindValuesBeforeItPermits() throws RefusedException {
    demand("bind-values: keep");
    var recordings = new Recordings();
    Session session = keeping(recordings);
    Permission permission = session.permit(bound());

    assertThat(recordings.parts(BoundValues.class)).hasSize(1);
    assertThat(permission.recordsReads()).isFalse();

    recordings.keepOnly(0);
    assertThatThrownBy(() -> session.permit(bound())).hasMessageContaining("the disk is full");
  }

  @Test
  void numbersTheResultsOfAStatement() throws RefusedException {
    demand("record: reads, clear: omit");
    var recordings = new Recordings();
    Permission permission = keeping(recordings).permit(Shop.ask(NAMES));
    var tagged = new ResultColumn("EMAIL", "VARCHAR", 12, "", "pii.email");
    var plain = new ResultColumn("ID", "INT", 4, "", permission.tags(1));
    RecordedResult first = permission.open(List.of(tagged, plain));
    permission.open(List.of());

    assertThat(recordings.opened()).extracting(part -> part.result()).containsExactly(1, 2);
    assertThat(first.keeping(tagged)).isEqualTo(Keeping.OMIT);
    assertThat(first.keeping(plain)).isEqualTo(Keeping.KEEP);
    assertThat(first.keeping(new ResultColumn("EMAIL", "", 12, "pii.email: redact", "pii.email")))
        .isEqualTo(Keeping.KEEP);
  }
}
