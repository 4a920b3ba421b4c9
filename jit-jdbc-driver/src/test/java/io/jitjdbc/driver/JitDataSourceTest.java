package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bean that pools can use, and the driver's own face to tools. */
class JitDataSourceTest {
  private final Shop shop = Shop.open();
  private final JitDataSource dataSource = shop.dataSource();

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void takesATokenAsThePassword() throws SQLException {
    dataSource.setUser("whoever");
    dataSource.setPassword(shop.issuer().token("ana", "analysts"));
    try (Connection connection = dataSource.getConnection()) {
      assertThat(connection.getMetaData().getUserName()).isNotEqualTo("whoever");
    }
    try (Connection connection = dataSource.getConnection("someone", null)) {
      assertThat(connection.isValid(1)).isTrue();
    }
    assertThat(dataSource).hasToString("JitDataSource");
    assertThat(dataSource.policyVersion()).isNotEmpty();
  }

  @Test
  void saysWhatIsWrongWithItsUrl() {
    dataSource.setUrl("jdbc:h2:mem:x");
    assertThat(dataSource.getUrl()).isEqualTo("jdbc:h2:mem:x");
    assertThatThrownBy(dataSource::getConnection).hasMessageContaining("jdbc:jit:");
    assertThatThrownBy(dataSource::policyVersion)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("08001");
    assertThatThrownBy(() -> new JitDriver().connect(null, null)).hasMessageContaining("null");
  }

  @Test
  void saysWhatIsWrongWithItsSettings() {
    dataSource.setProperty("jit.nonsense", "1");
    assertThatThrownBy(dataSource::policyVersion).hasMessageContaining("jit.nonsense");
    assertThatThrownBy(dataSource::getConnection).hasMessageContaining("jit.nonsense");
  }

  @Test
  void leavesLoggingAndTimeoutsToOthers() throws SQLException {
    assertThat(dataSource.getLogWriter()).isNull();
    assertThat(dataSource.getLoginTimeout()).isZero();
    dataSource.setLoginTimeout(0);
    assertThatThrownBy(() -> dataSource.setLoginTimeout(5))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(() -> dataSource.setLogWriter(new PrintWriter(Writer.nullWriter())))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(dataSource::getParentLogger)
        .isInstanceOf(SQLFeatureNotSupportedException.class);
  }

  @Test
  void handsOutItselfAndNothingElse() throws SQLException {
    assertThat(dataSource.unwrap(DataSource.class)).isSameAs(dataSource);
    assertThat(dataSource.isWrapperFor(JitDataSource.class)).isTrue();
    assertThat(dataSource.isWrapperFor(Connection.class)).isFalse();
    assertThatThrownBy(() -> dataSource.unwrap(Connection.class))
        .hasMessageContaining("does not hand out");
  }

  private CredentialBroker broker(AtomicInteger issued) {
    return request -> {
      var login = new DatabaseCredential("U" + issued.incrementAndGet(), "secret");
      Instant now = Instant.now();
      return new Lease("lease-" + issued, login, now, now.plusSeconds(600), Map.of());
    };
  }

  private void run(String sql) throws SQLException {
    try (Connection raw = shop.raw();
        Statement statement = raw.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void leasesAnewWhenTheDatabaseNoLongerTakesASharedLogin() throws SQLException {
    dataSource.setCredentialBroker(broker(new AtomicInteger()));
    run("CREATE USER u1 PASSWORD 'secret' ADMIN; CREATE USER u2 PASSWORD 'secret' ADMIN");
    shop.connect("ana", "analysts").close();
    run("DROP USER u1");
    try (Connection connection = shop.connect("ana", "analysts")) {
      assertThat(connection.getMetaData().getUserName()).isEqualTo("U2");
    }
  }

  @Test
  void triesAFreshLoginOnceAndNamesNoPassword() {
    var issued = new AtomicInteger();
    dataSource.setCredentialBroker(broker(issued));
    assertThatThrownBy(() -> shop.connect("ana", "analysts"))
        .hasMessageContaining("did not take the leased login U1")
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThat(issued).hasValue(1);
  }

  @Test
  void describesItsSettingsToToolsWithoutSecrets() {
    var given = new Properties();
    given.setProperty("jit.purpose", "ticket 7");
    DriverPropertyInfo[] infos = PropertyInfos.of("jdbc:jit:h2:mem:x", given);

    assertThat(infos).extracting(info -> info.name).contains("jit.broker", "jit.purpose");
    assertThat(Arrays.stream(infos).filter(info -> info.name.equals("jit.broker")))
        .allMatch(info -> info.required && Arrays.asList(info.choices).contains("mint"));
    assertThat(Arrays.stream(infos).filter(info -> info.name.equals("jit.purpose")))
        .allMatch(info -> info.value.equals("ticket 7"));
    for (String url : new String[] {null, "jdbc:h2:mem:x", "jdbc:jit:nothing:x"}) {
      assertThat(PropertyInfos.of(url, new Properties())).isNotEmpty();
    }
  }
}
