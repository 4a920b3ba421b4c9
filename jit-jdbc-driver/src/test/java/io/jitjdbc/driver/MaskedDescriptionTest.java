package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.DatabaseProduct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program can tell what it is shown through a mask, and what to expect of it. */
class MaskedDescriptionTest {

  @FunctionalInterface
  private interface Look {
    void at(ResultSet rows) throws SQLException;
  }

  private static void look(DatabaseProduct product, String columns, Look look) throws SQLException {
    try (Shop shop = Shop.open(product);
        Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + columns + " FROM customers WHERE id = 1")) {
      look.at(rows);
    }
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void saysWhichColumnsAreMaskedAndWhy(DatabaseProduct product) throws SQLException {
    look(
        product,
        "id, email, upper(email) AS loud, salary",
        rows -> {
          JitResultSet result = rows.unwrap(JitResultSet.class);
          assertThat(rows.isWrapperFor(JitResultSet.class)).isTrue();
          assertThat(result.isMasked(1)).isFalse();
          assertThat(result.isMasked("Email")).isTrue();
          assertThat(result.maskReason(1)).isEmpty();
          assertThat(result.maskReason(2)).contains("pii.email: partial");
          assertThat(result.maskReason(3)).contains("derived from pii.email: redact");
          assertThat(result.maskReason(4)).contains("finance: round");
          assertThat(result.maskReason(0)).isEmpty();
          assertThat(result.isMasked(99)).isFalse();
          assertThatThrownBy(() -> result.isMasked("nothing")).isInstanceOf(SQLException.class);
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void describesAMaskedTextAsItIsShown(DatabaseProduct product) throws SQLException {
    look(
        product,
        "name, email",
        rows -> {
          ResultSetMetaData described = rows.getMetaData();
          assertThat(described.getPrecision(1)).isEqualTo(60);
          assertThat(described.isNullable(1)).isEqualTo(ResultSetMetaData.columnNoNulls);
          assertThat(described.isNullable(2)).isEqualTo(ResultSetMetaData.columnNullable);
          assertThat(described.getPrecision(2)).isEqualTo(Integer.MAX_VALUE);
          assertThat(described.getColumnDisplaySize(2)).isEqualTo(Integer.MAX_VALUE);
          assertThat(described.getColumnType(2)).isEqualTo(Types.VARCHAR);
          assertThat(described.isWritable(2)).isFalse();
        });
  }

  @ParameterizedTest
  @EnumSource(DatabaseProduct.class)
  void handsOutTheClassThatItPromises(DatabaseProduct product) throws SQLException {
    look(
        product,
        "id, email, card_number, salary, birth_date, notes, upper(ssn) AS loud",
        rows -> {
          rows.next();
          ResultSetMetaData described = rows.getMetaData();
          for (int column = 1; column <= described.getColumnCount(); column++) {
            Object value = rows.getObject(column);
            if (value != null) {
              assertThat(value.getClass().getName())
                  .as(described.getColumnLabel(column))
                  .isEqualTo(described.getColumnClassName(column));
            }
          }
        });
  }
}
