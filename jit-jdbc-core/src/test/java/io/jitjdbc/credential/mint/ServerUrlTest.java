package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "jdbc:postgresql://db/shop jdbc:postgresql://db:5432/shop",
        "jdbc:postgresql://DB.Example.org:5432/shop?ssl=true jdbc:postgresql://db.example.org:5432/shop",
        "jdbc:postgresql:///shop jdbc:postgresql://localhost:5432/shop",
        "jdbc:postgresql://a,b:6432/shop jdbc:postgresql://a:5432,b:6432/shop",
        "jdbc:postgresql://[::1]/shop jdbc:postgresql://[::1]:5432/shop",
        "jdbc:postgresql://[::1]:6432/shop jdbc:postgresql://[::1]:6432/shop",
        "jdbc:postgresql://db/My%20Shop+1 'jdbc:postgresql://db:5432/My Shop+1'",
        "jdbc:postgresql://db/a%zz jdbc:postgresql://db:5432/a%zz",
        "jdbc:mariadb:replication://a,b/shop?x=/y jdbc:mariadb:replication://a:5432,b:5432/shop",
        "jdbc:mariadb://address=(host=A)(port=1)/shop jdbc:mariadb://address=(host=a)(port=1)/shop",
        "jdbc:mysql://db jdbc:mysql://db:5432/",
      })
  void isOnePlaceHoweverItIsWritten(String url, String place) {
    assertThat(ServerUrl.of(url).place("5432")).isEqualTo(place);
  }

  @Test
  void keepsApartWhatDiffers() {
    assertThat(ServerUrl.of("jdbc:postgresql://db/shop").place("5432"))
        .isNotEqualTo(ServerUrl.of("jdbc:postgresql://db/Shop").place("5432"))
        .isNotEqualTo(ServerUrl.of("jdbc:postgresql://db:5433/shop").place("5432"))
        .isNotEqualTo(ServerUrl.of("jdbc:mysql://db/shop").place("5432"));
  }

  @Test
  void losesItsDatabaseAndKeepsItsProperties() {
    assertThat(ServerUrl.of("jdbc:mariadb://db:1/shop?sslMode=verify-full").withoutDatabase())
        .isEqualTo("jdbc:mariadb://db:1/?sslMode=verify-full");
    assertThat(ServerUrl.of("jdbc:mariadb://db").withoutDatabase()).isEqualTo("jdbc:mariadb://db/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql:shop",
        "jdbc:mysql://a:b@db/shop",
        "jdbc:mysql://db/a/b",
        "",
        "x"
      })
  void hasNoOtherForm(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> ServerUrl.of(url));
  }
}
