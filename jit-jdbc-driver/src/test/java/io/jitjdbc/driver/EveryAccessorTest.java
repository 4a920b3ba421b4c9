package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whichever getter is called on a masked column, and whatever it throws: the value is not there.
 */
class EveryAccessorTest {
  private static final String MASKED =
      "SELECT email, ssn, card_number, salary, birth_date, notes FROM customers WHERE id = 1";
  private static final List<String> CANARIES =
      List.of("zqalice", "901-65-4321", "9016", "45391488", "98765", "08-19", "ZQNOTE");

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void givesNothingOfTheValueAway(DatabaseProduct product) throws Exception {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(MASKED)) {
      assertThat(rows.next()).isTrue();
      List<String> seen = new EveryAccessor(rows).read(6);
      assertThat(seen).hasSizeGreaterThan(300);
      for (String text : seen) {
        assertThat(text).doesNotContain(CANARIES);
      }
    }
  }
}
