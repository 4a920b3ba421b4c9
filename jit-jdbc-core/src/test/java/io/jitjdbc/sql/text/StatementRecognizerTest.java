package io.jitjdbc.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementRecognizerTest {

  static Stream<Case> known() {
    return Case.in("recognized.txt");
  }

  static Stream<Case> unknown() {
    return Case.in("unrecognized.txt");
  }

  @ParameterizedTest
  @MethodSource("known")
  void knowsWhatTheParserCannotRead(Case given) throws LexicalException {
    assertThat(recognize(given).map(StatementRecognizerTest::shown)).contains(given.expected());
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void leavesAloneWhatItDoesNotKnowExactly(Case given) throws LexicalException {
    assertThat(recognize(given)).isEmpty();
  }

  private static Optional<Recognized> recognize(Case given) throws LexicalException {
    return StatementRecognizer.recognize(Lexer.read(given.sql(), given.dialect()), given.dialect());
  }

  private static String shown(Recognized recognized) {
    String accesses =
        recognized.accesses().stream().map(Object::toString).collect(Collectors.joining(" "));
    return (recognized.kind() + " " + accesses).strip();
  }
}
