package io.jitjdbc.driver.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.settings.InvalidSettingException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a vendor's driver may be told, and what gets past decisions. */
class DelegatePropertiesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x;INIT=CREATE TABLE zz AS SELECT ssn FROM customers",
        "jdbc:h2:mem:x;mode=MySQL;init=RUNSCRIPT FROM 'a.sql'\\;SELECT 1",
        "jdbc:h2:mem:x;BUILTIN_ALIAS_OVERRIDE=TRUE",
        "jdbc:h2:mem:x;TRACE_LEVEL_SYSTEM_OUT=3",
        "jdbc:h2:mem:x;DATABASE_EVENT_LISTENER='a.B'",
        "jdbc:postgresql://db/app?preferQueryMode=simple",
        "jdbc:postgresql://db/app?logServerErrorDetail=true",
        "jdbc:postgresql://db/app?options=-c%20role=auditor",
        "jdbc:postgresql://db/app?options=-c%20session_authorization%3Dauditor",
        "jdbc:postgresql://db/app?allowEncodingChanges=true",
        "jdbc:postgresql://db/app?PGDBNAME=other",
        "jdbc:postgresql://db/app?dbname=other",
        "jdbc:postgresql://db/app?PGHOST=elsewhere",
        "jdbc:postgresql:?service=production",
        "jdbc:mariadb://db/app?allowMultiQueries=true",
        "jdbc:mariadb://db/app?allowMultiQueries",
        "jdbc:mariadb://db/app?ALLOWLOCALINFILE=1",
        "jdbc:mariadb://db/app?allow%4DultiQueries=true",
        "jdbc:mariadb://db/app?initSql=SET sql_mode=''",
        "jdbc:mariadb://db/app?sessionVariables=max_error_count=(select 1)",
        "jdbc:mysql://db/app?queryInterceptors=a.B",
        "jdbc:mysql://db/app?autoDeserialize=true",
        "jdbc:mysql://(host=db,allowLoadLocalInfile=true)/app",
        "jdbc:mysql://address=(host=db)(allowLoadLocalInfileInPath=/)/app",
        "jdbc:mysql://db/app?sessionVariables=a=1,@x=(select group_concat(ssn) from customers)",
        "jdbc:mysql://db/app?clientInfoProvider=a.B"
      })
  void refusesWhatGetsPastDecisions(String url) {
    assertThatThrownBy(() -> DelegateProperties.check(url, new Properties()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("the database driver's property ")
        .hasMessageContaining("Take it out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0",
        "jdbc:postgresql://db/app?currentSchema=shop&options=-c%20statement_timeout=5000&ssl=true",
        "jdbc:postgresql://db/app?socketFactory=com.example.cloud.SocketFactory",
        "jdbc:postgresql://db/app?preferQueryMode=extendedCacheEverything",
        "jdbc:mariadb://db/app?useServerPrepStmts=true&allowMultiQueries=false",
        "jdbc:mariadb://db/app?sessionVariables=sql_mode='ANSI,TRADITIONAL',wait_timeout=60",
        "jdbc:mysql://db/app?rewriteBatchedStatements=true&allowLoadLocalInfile=false",
        "jdbc:oracle:thin:@//db/app?INIT=1"
      })
  void takesWhatConnectionsAreOrdinarilyToldAndWhatIsNotKnown(String url) {
    assertThatCode(() -> DelegateProperties.check(url, new Properties()))
        .doesNotThrowAnyException();
  }

  @Test
  void looksAtThePropertiesToo() {
    var properties = new Properties();
    properties.setProperty("allowMultiQueries", "TRUE");

    assertThatThrownBy(() -> DelegateProperties.check("jdbc:mariadb://db/app", properties))
        .hasMessageContaining("allowMultiQueries lets one text be several statements");
  }

  @Test
  void quotesNoValue() {
    String url = "jdbc:h2:mem:x;INIT=SELECT 'zq-secret'";

    assertThatThrownBy(() -> DelegateProperties.check(url, new Properties()))
        .hasMessageNotContaining("zq-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/app, logServerErrorDetail",
    "jdbc:mariadb://db/app, allowLocalInfile",
    "jdbc:mysql://db/app, allowLoadLocalInfile"
  })
  void tellsADriverNotToDoByItselfWhatWouldBeRefused(String url, String property) {
    var properties = new Properties();
    DelegateProperties.secure(url, properties);

    assertThat(properties.getProperty(property)).isEqualTo("false");
  }
}
