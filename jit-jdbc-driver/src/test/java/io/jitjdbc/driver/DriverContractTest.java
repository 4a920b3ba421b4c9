package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.driver.settings.DriverSettings;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JDBC asks of a driver, and of its objects as such. */
class DriverContractTest {
  private static final String CANARY = "canary";

  private final Driver driver = new JitDriver();

  @Test
  void isFoundByDriverManager() {
    assertThat(DriverManager.drivers()).hasAtLeastOneElementOfType(JitDriver.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:h2:mem:x", "jdbc:jitter:x", "jdbc:", "", "nonsense"})
  void leavesForeignUrlsToOthers(String url) throws SQLException {
    assertThat(driver.acceptsURL(url)).isFalse();
    assertThat(driver.connect(url, new Properties())).isNull();
  }

  @Test
  void acceptsItsUrlsWithoutLookingBehindThem() throws SQLException {
    assertThat(driver.acceptsURL("jdbc:jit:nosuchdatabase:x")).isTrue();
    assertThat(driver.acceptsURL(null)).isFalse();
    assertThatThrownBy(() -> driver.connect(null, null))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:jit:h2:mem:x", "jdbc:jit:nosuch:x", "jdbc:jit:", "jdbc:jit:h2:mem:x;jit."})
  void describesItsSettingsForHalfAUrl(String url) throws SQLException {
    assertThat(driver.getPropertyInfo(url, new Properties()))
        .extracting(property -> property.name)
        .containsAll(DriverSettings.all().keySet());
    assertThat(driver.getPropertyInfo(url, null)).isNotEmpty();
  }

  @Test
  void describesAChoiceADefaultAndNoSecret() throws SQLException {
    var info = new Properties();
    info.setProperty("jit.token", CANARY);

    DriverPropertyInfo[] all = driver.getPropertyInfo("jdbc:jit:h2:mem:x", info);

    assertThat(named(all, "jit.approval.mode").choices).contains("wait");
    assertThat(named(all, "jit.subject").value).isEqualTo("oidc");
    assertThat(named(all, "jit.broker").required).isTrue();
    assertThat(named(all, "jit.token").value).isNull();
    assertThat(named(all, "jit.token").description).isNotEmpty();
  }

  private static DriverPropertyInfo named(DriverPropertyInfo[] all, String name) {
    return Stream.of(all).filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  @Test
  void leavesThePropertiesOfTheCallerAlone() throws SQLException {
    try (Shop shop = Shop.open()) {
      Properties info = shop.settings();
      info.setProperty("jit.token", shop.issuer().token("ana", "analysts"));
      info.setProperty("user", "ana");
      var before = new Properties();
      before.putAll(info);

      driver.connect(shop.url(), info).close();

      assertThat(info).isEqualTo(before);
    }
  }

  @Test
  void handsOutObjectsThatAreEqualToThemselvesOnlyAndTellNothing() throws SQLException {
    try (Shop shop = Shop.open();
        Connection connection = shop.connect("ana", "analysts");
        Connection other = shop.connect("ana", "analysts");
        PreparedStatement prepared =
            connection.prepareStatement("SELECT email FROM customers WHERE name <> ?")) {
      prepared.setString(1, CANARY);
      try (ResultSet rows = prepared.executeQuery();
          Statement statement = connection.createStatement()) {
        rows.next();
        DatabaseMetaData metadata = connection.getMetaData();
        List<Wrapper> ours =
            List.of(connection, other, statement, prepared, rows, metadata, rows.getMetaData());

        assertThat(ours).doesNotHaveDuplicates();
        for (Wrapper one : ours) {
          assertThat(one.hashCode()).isEqualTo(System.identityHashCode(one));
          assertThat(one.toString()).doesNotContain(CANARY, "zqalice", "org.h2", "JIT_");
          assertThat(one.unwrap(Wrapper.class)).isSameAs(one);
          assertThat(one.isWrapperFor(Wrapper.class)).isTrue();
        }
      }
    }
  }
}
