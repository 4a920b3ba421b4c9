package io.jitjdbc.spring.testing;

import io.jitjdbc.spring.testing.Application.Customers;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

// tag::snippet[]
@JitPolicyTest
@SpringBootTest({
  "spring.datasource.url=jdbc:h2:mem:policy;DB_CLOSE_DELAY=-1",
  "jit.jdbc.policy.yaml.file=src/test/resources/io/jitjdbc/spring/client/policy.yaml"
})
@AsSubject(groups = "staff")
class CustomersPolicyTest {
  @Autowired private Customers customers;

  @Test
  void showsAddressesToSupportOnly(PolicyReader policy) throws Exception {
    policy.reading(customers::findAll).masksExactly("email").showsClear("id");
    policy.readingAs("sue", Set.of("support"), customers::findAll).showsClear("email", "id");
  }

  @Test
  void showsSecretsToNobodyAndNotesToWhomSomebodyAllowsIt(PolicyReader policy) throws Exception {
    policy.reading(customers::secrets).isDeniedBy("no-secrets");
    policy.reading(customers::notes).needsApprovalBy("notes-on-request");
  }

  @Test
  @AsSubject(value = "sue", groups = "support")
  void explainsStatementsWithoutRunningThem(PolicyReader policy) throws Exception {
    policy.explaining("SELECT email FROM customers").showsClear("email");
    policy.explaining("DELETE FROM customers").isDenied();
  }
}
// end::snippet[]
