package io.jitjdbc.credential.mint;

import io.jitjdbc.testing.DatabaseProduct;

/** Where Docker is. */
class MySqlMintingTest extends ServerMintingContract {

  @Override
  DatabaseProduct product() {
    return DatabaseProduct.MYSQL;
  }

  @Override
  Recipe recipe() {
    return new MySqlRecipe();
  }

  @Override
  String loginsQuery() {
    return "SELECT User FROM mysql.user";
  }
}
