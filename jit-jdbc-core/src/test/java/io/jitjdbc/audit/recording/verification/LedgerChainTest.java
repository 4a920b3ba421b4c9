package io.jitjdbc.audit.recording.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.audit.recording.SmallLogs;
import io.jitjdbc.audit.recording.format.Extent;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LedgerText;
import io.jitjdbc.audit.recording.verification.LedgerState.Vouching;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines without a log, one at a time, by whoever has nothing but what was brought. */
class LedgerChainTest {
  private static final long BEGIN = 1_795_000_000_000L;

  @TempDir Path root;

  private ECKey owner;
  private Trust trust;
  private LogFiles log;
  private List<String> lines;

  @BeforeEach
  void writeALog() throws Exception {
    owner = new ECKeyGenerator(Curve.P_256).keyID("owner").generate();
    trust = new Trust(List.of(owner.toPublicJWK()));
    log = write(BEGIN, true);
    lines = LedgerText.of(log.ledger()).lines();
  }

  private LogFiles write(long begin, boolean sealed) throws Exception {
    return new SmallLogs(root, Optional.of(LedgerSigner.with(owner)), List.of())
        .write(begin, 2, sealed);
  }

  /** Puts the chain aside after each line. */
  private LedgerState taken(Trust who, List<String> some) throws Exception {
    LedgerState state = LedgerState.NOTHING;
    for (String line : some) {
      LedgerChain chain = LedgerChain.from(log.log(), who, LedgerState.parse(state.toText()));
      chain.take(line);
      state = chain.state();
    }
    return state;
  }

  @Test
  void isGoodToTheEndAlsoWhereItIsPutAsideInBetween() throws Exception {
    LedgerState end = taken(trust, lines);

    assertThat(end.isClosed()).isTrue();
    assertThat(end.lines()).isEqualTo(lines.size());
    assertThat(end.vouching()).isEqualTo(Vouching.PINNED);
    assertThat(end.extent().map(Extent::sequence).orElseThrow()).isGreaterThanOrEqualTo(6);
    assertThat(LedgerState.parse(end.toText())).isEqualTo(end);
  }

  @Test
  void saysWhoVouchesForIt() throws Exception {
    List<String> first = lines.subList(0, 1);
    ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("owner").generate();

    assertThat(taken(Trust.NOBODY, first).vouching()).isEqualTo(Vouching.UNKNOWN_KEY);
    assertThat(taken(new Trust(List.of(stranger.toPublicJWK())), first).vouching())
        .isEqualTo(Vouching.NOT_PINNED);
  }

  @Test
  void missesEachLineThatIsLeftOutOrMoved() {
    for (int at = 0; at < lines.size() - 1; at++) {
      var without = new ArrayList<>(lines);
      without.remove(at);
      assertThatThrownBy(() -> taken(trust, without)).isInstanceOf(MalformedLogException.class);
    }
  }

  @Test
  void takesNoLineOfAnotherLogAndNoneAfterTheEnd() throws Exception {
    List<String> others = LedgerText.of(write(BEGIN + 1, false).ledger()).lines();
    var mixed = new ArrayList<>(lines.subList(0, 2));
    mixed.add(others.get(2));
    var more = new ArrayList<>(lines);
    more.add(lines.get(lines.size() - 1));

    assertThatThrownBy(() -> taken(trust, mixed)).hasMessageContaining("belongs to the log");
    assertThatThrownBy(() -> taken(trust, more)).hasMessageContaining("should stand here");
  }

  @Test
  void standsWhereItStoodWhenALineIsNotGood() throws Exception {
    LedgerChain chain = LedgerChain.from(log.log(), trust, LedgerState.NOTHING);
    chain.take(lines.get(0));
    LedgerState before = chain.state();

    assertThatThrownBy(() -> chain.take("a.b.c")).isInstanceOf(MalformedLogException.class);
    assertThat(chain.state()).isEqualTo(before);
    chain.take(lines.get(1));
    assertThat(chain.state().lines()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "{\"lines\":1}", "{\"lines\":\"x\",\"vouching\":\"NOBODY\"}"})
  void readsNoStateThatIsNone(String text) {
    assertThatThrownBy(() -> LedgerState.parse(text)).isInstanceOf(ParseException.class);
  }
}
