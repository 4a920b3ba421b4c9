package io.jitjdbc.approval.service;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.spring.server.RunningControlPlane;
import io.jitjdbc.testing.AccessRequests;
import io.jitjdbc.testing.ApprovalServiceContract;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TokenBearing;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * What every approval service promises, of the driver's own client of a control plane: one for all
 * tests, whose tables are emptied and whose clock is changed before each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ControlPlaneContract extends ApprovalServiceContract implements InstantSource {
  private static final List<String> TABLES =
      List.of("jit_answer", "jit_request", "jit_delegation", "jit_receipt");

  private final DatabaseProduct product;
  private final TestIssuer issuer = TestIssuer.start();
  private volatile InstantSource time = InstantSource.system();
  private TestDatabase database;
  private RunningControlPlane controlPlane;

  ControlPlaneContract(DatabaseProduct product) {
    this.product = product;
  }

  @BeforeAll
  void start() throws Exception {
    database = TestDatabases.open(product);
    String name = AccessRequests.person("ann").issuer();
    controlPlane = RunningControlPlane.start(database, issuer, name, this, Map.of());
  }

  @AfterAll
  void stop() throws Exception {
    controlPlane.close();
    database.close();
    issuer.close();
  }

  @Override
  public Instant instant() {
    return time.instant();
  }

  @Override
  protected ApprovalService service(InstantSource ofTheTest) throws SQLException {
    time = ofTheTest;
    for (String table : TABLES) {
      database.run("DELETE FROM " + table);
    }
    var settings = Map.of("address", controlPlane.address().toString());
    ApprovalService client =
        new ServiceApprovalsProvider(ofTheTest)
            .create(SettingValues.of("jit.approval.jit.", settings));
    return new TokenBearing(client, new SubjectTokens(issuer, ofTheTest));
  }
}
