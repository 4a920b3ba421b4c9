package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Relation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Reading what a database keeps about itself. Its statistics hold the most common values of every
 * column, and its lists of sessions the statements of others, whatever is masked in the tables.
 */
class SystemRelationTest {
  private static final String STATISTICS = "SELECT common_values FROM pg_catalog.pg_stats";

  private final Shop shop = Shop.open();

  @BeforeEach
  void letAnalystsReadWhateverThereIs() {
    shop.catalog.relation(
        new Relation.BaseTable(
            new Table("pg_catalog", "pg_stats"), List.of("column_name", "common_values")));
    shop.catalog.relation(
        new Relation.BaseTable(new Table("pg_catalog", "pg_class"), List.of("relname")));
    shop.policyFile.write(
        PolicyFile.shop().replace("[\"shop.customers\", \"shop.orders\"", "[\"*.*\""));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void isRefusedWhereItMayHoldValuesOfAnyTable() {
    assertThatThrownBy(() -> shop.permit("ann analysts", STATISTICS))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("pg_catalog.pg_stats")
        .hasMessageContaining("may hold values out of any table");
    assertThat(shop.events.lastRuling().rule()).isEqualTo("system-relation");
  }

  @Test
  void isRefusedAlsoToWhomNoColumnIsMasked() {
    assertThatThrownBy(
            () ->
                shop.permit(
                    "ann analysts", "SELECT id FROM orders, pg_catalog.pg_stats WHERE total = 1"))
        .hasMessageContaining("may hold values out of any table");
  }

  @Test
  void isAllowedToWhoMaySeeEverything() throws RefusedException {
    assertThat(shop.permit("olga owners", STATISTICS).plan(1).masksAnything()).isFalse();
  }

  @Test
  void isAllowedWhereItDescribesStructure() throws RefusedException {
    Permission names = shop.permit("ann analysts", "SELECT relname FROM pg_catalog.pg_class");

    assertThat(names.plan(1).masksAnything()).isFalse();
  }
}
