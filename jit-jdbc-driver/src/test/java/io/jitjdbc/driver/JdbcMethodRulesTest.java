package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Wrapper;
import org.junit.jupiter.api.Test;

/** The rules see what they are there to see, on an interface small enough to read. */
class JdbcMethodRulesTest {

  private static final String ROWS =
      """
      # The two that an object hands itself out by.
      Wrapper\tunwrap(Class)\tENFORCED
      Wrapper\tisWrapperFor(Class)\tREFUSED

      Cursor\tread(String, int[])\tENFORCED
      Cursor\trows()\tWRAPPED
      Cursor\tcount()\tFORWARDED
      """;

  @Test
  void acceptClassesThatKeepTheTable() {
    JdbcMethodRules rules = rules(ROWS);

    assertThat(rules.withoutRow(Cursor.class)).isEmpty();
    assertThat(rules.forwardedHandles(Cursor.class)).isEmpty();
    assertThat(rules.undeclared(Cursor.class, ForwardingCursor.class)).isEmpty();
    assertThat(rules.passedThrough(Cursor.class, ForwardingCursor.class, EnforcingCursor.class))
        .isEmpty();
    assertThat(rules.overriddenUnsaid(Cursor.class, ForwardingCursor.class, EnforcingCursor.class))
        .isEmpty();
  }

  @Test
  void findAMethodWithoutARow() {
    JdbcMethodRules rules = rules(ROWS.replaceAll("Cursor\tcount.*\n", ""));

    assertThat(rules.withoutRow(Cursor.class)).containsExactly("Cursor.count()");
  }

  @Test
  void findAHandleThatIsForwarded() {
    JdbcMethodRules rules = rules(ROWS.replace("WRAPPED", "FORWARDED"));

    assertThat(rules.forwardedHandles(Cursor.class)).containsExactly("Cursor.rows()");
  }

  @Test
  void findAMethodThatTheForwardingClassLeavesOut() {
    assertThat(rules(ROWS).undeclared(Cursor.class, ForgetfulCursor.class))
        .containsExactly("Cursor.rows()");
  }

  @Test
  void findAMethodThatTheEnforcingClassPassesThrough() {
    assertThat(
            rules(ROWS).passedThrough(Cursor.class, ForwardingCursor.class, CarelessCursor.class))
        .containsExactly("Cursor.read(String, int[])", "Cursor.rows()");
  }

  @Test
  void takeAMethodWithoutARowForOneThatMustBeOverridden() {
    JdbcMethodRules rules = rules(ROWS.replaceAll("Cursor\tcount.*\n", ""));

    assertThat(rules.passedThrough(Cursor.class, ForwardingCursor.class, EnforcingCursor.class))
        .containsExactly("Cursor.count()");
  }

  @Test
  void findAnOverrideThatTheTableDoesNotSay() {
    JdbcMethodRules rules = rules(ROWS.replace("ENFORCED", "FORWARDED"));

    assertThat(rules.overriddenUnsaid(Cursor.class, ForwardingCursor.class, EnforcingCursor.class))
        .containsExactly("Cursor.read(String, int[])", "Wrapper.unwrap(Class)");
  }

  @Test
  void refuseATableThatSaysTwoThings() {
    assertThatIllegalStateException().isThrownBy(() -> rules(ROWS + "Cursor\tcount()\tENFORCED"));
  }

  @Test
  void refuseARowThatIsNotOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> rules("Cursor\tcount()"));
    assertThatIllegalArgumentException().isThrownBy(() -> rules("Cursor\tcount()\tENFORCE"));
  }

  private static JdbcMethodRules rules(String rows) {
    return new JdbcMethodRules(JdbcMethodTable.parse(rows.lines()));
  }

  interface Cursor extends Wrapper {
    void read(String column, int... rows);

    ResultSet rows() throws SQLException;

    default int count() {
      return 0;
    }

    static boolean isNotACall() {
      return true;
    }
  }

  abstract static class ForgetfulCursor implements Cursor {
    @Override
    public void read(String column, int... rows) {}

    @Override
    public int count() {
      return 1;
    }
  }

  abstract static class ForwardingCursor extends ForgetfulCursor {
    @Override
    public ResultSet rows() throws SQLException {
      throw new SQLFeatureNotSupportedException();
    }
  }

  static class CarelessCursor extends ForwardingCursor {
    @Override
    public <T> T unwrap(Class<T> iface) throws SQLException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> iface) {
      return false;
    }
  }

  static final class EnforcingCursor extends CarelessCursor {
    @Override
    public void read(String column, int... rows) {}

    @Override
    public ResultSet rows() throws SQLException {
      throw new SQLFeatureNotSupportedException();
    }
  }
}
