package io.jitjdbc.approval.table;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalServiceContract;
import io.jitjdbc.testing.ApprovalTermsContract;
import io.jitjdbc.testing.DatabaseProduct;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** With pinned keys, whoever signs is served as everybody is without them. */
class SignedTableContractTest {
  @TempDir private Path directory;

  // None where this machine cannot serve the product.
  private SignedTable table;

  private ApprovalService signing(DatabaseProduct product, InstantSource clock) throws Exception {
    table = new SignedTable(product, directory);
    return table.signing(clock);
  }

  @AfterEach
  void dropTheTable() throws SQLException {
    if (table != null) {
      table.close();
    }
  }

  @Nested
  class OnH2 extends ApprovalServiceContract {
    @Override
    protected ApprovalService service(InstantSource clock) throws Exception {
      return signing(DatabaseProduct.H2, clock);
    }
  }

  @Nested
  class OnPostgreSql extends ApprovalServiceContract {
    @Override
    protected ApprovalService service(InstantSource clock) throws Exception {
      return signing(DatabaseProduct.POSTGRESQL, clock);
    }
  }

  @Nested
  class WithTermsOnH2 extends ApprovalTermsContract {
    @Override
    protected ApprovalService service(InstantSource clock) throws Exception {
      return signing(DatabaseProduct.H2, clock);
    }
  }

  @Nested
  class WithTermsOnPostgreSql extends ApprovalTermsContract {
    @Override
    protected ApprovalService service(InstantSource clock) throws Exception {
      return signing(DatabaseProduct.POSTGRESQL, clock);
    }
  }
}
