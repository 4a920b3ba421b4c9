package io.jitjdbc.audit.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAddressTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db.example:5433/shop, postgresql, db.example, 5433, shop",
    "jdbc:postgresql://db.example/shop, postgresql, db.example, 5432, shop",
    "jdbc:postgresql://[2001:db8::1]:6000/shop, postgresql, 2001:db8::1, 6000, shop",
    "'jdbc:postgresql://one:5433,two:5434/shop', postgresql, one, 5433, shop",
    "jdbc:postgresql://db.example, postgresql, db.example, 5432, ''",
    "jdbc:postgresql:///shop, postgresql, '', '', shop",
    "jdbc:postgresql:shop, postgresql, '', '', shop",
    "jdbc:mariadb://db.example/shop, mariadb, db.example, 3306, shop",
    "'jdbc:mariadb:replication://one,two/shop', mariadb, one, 3306, shop",
    "jdbc:mysql://db.example:3307/shop, mysql, db.example, 3307, shop",
    "'jdbc:mysql:loadbalance://one:1,two:2/shop', mysql, one, 1, shop",
    "jdbc:h2:mem:shop, h2, '', '', shop",
    "jdbc:h2:mem:shop;MODE=PostgreSQL, h2, '', '', shop",
    "jdbc:h2:file:./data/shop, h2, '', '', ./data/shop",
    "jdbc:h2:tcp://db.example/mem:shop, h2, db.example, 9092, mem:shop",
    "jdbc:h2:tcp://db.example:9/~/shop, h2, db.example, 9, ~/shop",
    "jdbc:other:thin:@db:1/x, other, '', '', ''",
    "jdbc:mysql:(host=one)/x, mysql, '', '', ''",
    "jdbc:mysql://ann:s3cret@db/x, mysql, '', '', ''",
    "nothing, '', '', '', ''",
    "'', '', '', '', ''"
  })
  void isReadFromTheUrlAsFarAsItTells(
      String url, String product, String host, String port, String name) {
    assertThat(DatabaseAddress.of(url)).isEqualTo(new DatabaseAddress(product, host, port, name));
  }
}
