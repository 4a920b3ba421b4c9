package io.jitjdbc.spring.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.spring.testing.Application.Customers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@JitPolicyTest
@SpringBootTest(
    classes = Application.class,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:reader;DB_CLOSE_DELAY=-1",
      "jit.jdbc.policy.yaml.file=src/test/resources/io/jitjdbc/spring/client/policy.yaml"
    })
class PolicyReaderTest {
  @Autowired private Customers customers;

  private static void fails(org.assertj.core.api.ThrowableAssert.ThrowingCallable check) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(check)
        .withMessageContaining("expected")
        .withMessageContaining("but was:");
  }

  @Test
  @AsSubject(groups = "staff", purpose = "CS-4711")
  void failsAnExpectationThatTheReadingDoesNotMeet(PolicyReader policy) throws Exception {
    Reading masked = policy.reading(customers::findAll);
    fails(() -> masked.showsClear("email"));
    fails(() -> masked.masks("id"));
    fails(() -> masked.masksExactly());
    fails(masked::isDenied);
    fails(() -> masked.isDeniedBy("no-secrets"));
    fails(() -> masked.needsApprovalBy("notes-on-request"));

    Reading denied = policy.reading(customers::secrets);
    fails(() -> denied.masks("word"));
    fails(() -> denied.isDeniedBy("another"));
    fails(() -> denied.needsApprovalBy("no-secrets"));
    fails(policy.reading(customers::notes)::isDenied);
    assertThat(JitContext.purpose()).hasValue("CS-4711");
  }

  @Test
  @AsSubject(groups = "support")
  void saysTheSameOfAnExplanation(PolicyReader policy) throws Exception {
    Reading clear = policy.explaining("SELECT id, email FROM customers");
    assertThat(clear.clear()).containsExactlyInAnyOrder("id", "email");
    assertThat(clear.masked()).isEmpty();
    assertThat(clear.rule()).isEqualTo("support-sees-mail");
    assertThat(policy.explaining("SELECT word FROM secrets").isDeniedBy("no-secrets").clear())
        .isEmpty();
  }

  @Test
  void isTheApplicationWhereNobodyIsNamed(PolicyReader policy) throws Exception {
    assertThat(JitContext.subject()).isEmpty();
    policy.reading(customers::findAll).isDenied();
  }

  @Test
  void takesSilenceForNoAnswer(PolicyReader policy) {
    assertThatThrownBy(() -> policy.reading(() -> 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("no statement went through jit-jdbc", "replace = NONE");
  }

  @Test
  void passesOnWhatIsNoDenial(PolicyReader policy) {
    assertThatThrownBy(
            () ->
                policy.reading(
                    () -> {
                      throw new IOException("disk");
                    }))
        .isInstanceOf(IOException.class);
  }

  @Test
  void isShownInTheReadmeAsItRuns() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/io/jitjdbc/spring/testing/CustomersPolicyTest.java"));
    String snippet = source.replaceAll("(?s).*// tag::snippet\\[]\n|// end::snippet.*", "");
    assertThat(Files.readString(Path.of("README.md"))).contains(snippet);
  }
}
