package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be refused before a database is asked. */
class MintSettingsTest {

  private static void create(Map<String, String> changes) {
    var settings =
        new HashMap<>(
            Map.of(
                "url", "jdbc:mariadb://db/shop",
                "user", "broker",
                "password", "s3cret",
                "roles", "reading"));
    settings.putAll(changes);
    Providers.named(CredentialBrokerProvider.class, "jit.broker", "mint")
        .create(SettingValues.of("jit.broker.mint.", settings))
        .close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/shop",
        "jdbc:postgresql://one,two:6432/shop?sslmode=verify-full",
        "jdbc:mariadb://db/shop",
        "jdbc:mariadb:replication://one,two/",
        "jdbc:mysql://db:3307/shop?sslMode=REQUIRED",
        "jdbc:h2:tcp://db/shop;TRACE_LEVEL_FILE=0"
      })
  void takesEveryKindOfUrl(String url) {
    assertThatCode(() -> create(Map.of("url", url))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:oracle:thin:@db",
        "jdbc:postgresql:shop",
        "jdbc:postgresql://db",
        "jdbc:postgresql://db/",
        "jdbc:postgresql://db/shop?user=root",
        "jdbc:postgresql://db/shop?ssl=true&password=s3cret",
        "jdbc:postgresql://db/shop?sslpassword=s3cret",
        "jdbc:mysql://root:s3cret@db/shop",
        "jdbc:mysql://db/shop?trustCertificateKeyStorePassword=s3cret",
        "jdbc:mariadb://address=(host=db)(password=s3cret)/shop",
        "jdbc:h2:mem:x;PASSWORD=s3cret"
      })
  void takesNoUrlThatHoldsALoginOrLeadsNowhere(String url) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> create(Map.of("url", url)))
        .withMessageContainingAll("jit.broker.mint.url", "without a login")
        .withMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x; DROP TABLE customers",
        "x\" TO public; --",
        "x` TO root; #",
        "x' OR '1'='1",
        "x y",
        "1x",
        "x-y",
        "x\\"
      })
  void takesNoRoleThatIsMoreThanAName(String role) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> create(Map.of("roles", role)))
        .withMessageContaining("jit.broker.mint.roles")
        .withMessageNotContaining(role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10001", "many", "99999999999"})
  void takesNoNumberOfConnectionsThatMeansNoneOrAll(String number) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> create(Map.of("connections", number)))
        .withMessageContaining("from 1 to 10000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'@'%", "a b", "x'; DROP USER root; --", "\\"})
  void takesNoHostThatIsNone(String host) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> create(Map.of("host", host)))
        .withMessageContaining("jit.broker.mint.host")
        .withMessageNotContaining(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x connections 5",
        "jdbc:h2:mem:x host %",
        "jdbc:postgresql://d/s host %"
      })
  void takesNothingThatWouldDoNothing(String given) {
    String[] parts = given.split(" ", -1);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> create(Map.of("url", parts[0], parts[1], parts[2])))
        .withMessageContainingAll(parts[1], "means nothing", "take it out");
  }

  @Test
  void takesOneRoleForMariaDbAndSaysWhatToDoWithMore() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> create(Map.of("roles", "one,two")))
        .withMessageContainingAll("roles", "a MariaDB session has one", "GRANT one TO jit_all");
    assertThatCode(() -> create(Map.of("url", "jdbc:mysql://db/shop", "roles", "one,two")))
        .doesNotThrowAnyException();
  }
}
