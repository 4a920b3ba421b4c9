package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing on a machine that is connected to nothing. */
class SignCommandTest {
  private static final String REQUEST =
      "{\"id\":\"7f3a9k2m\",\"binding\":\"ab\",\"target\":\"jdbc:h2:mem:shop\","
          + "\"filedAt\":\"2030-01-01T00:00:00Z\",\"statement\":\"SELECT 1\\u001b[2J\"}";

  @TempDir private Path directory;

  private String file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void showsTheRequestAndPrintsNothingButTheSignature() throws Exception {
    String key = new ECKeyGenerator(Curve.P_256).keyID("omar").generate().toJSONString();

    Terminal.Outcome outcome =
        Terminal.run("sign", file("request.json", REQUEST), "--key", file("omar.jwk", key));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    assertThat(outcome.err()).contains("7f3a9k2m", "SELECT 1").doesNotContain("\u001b");
  }

  @Test
  void signsNothingWithoutAKey() throws Exception {
    Terminal.Outcome outcome = Terminal.run("sign", file("request.json", REQUEST));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void saysWhatIsNoRequestAndWhatIsNoKey() throws Exception {
    assertThat(Terminal.run("sign", file("other.json", "{}")).err())
        .contains("is no access request: id must be text");
    assertThat(Terminal.run("sign", directory.resolve("none").toString()).err())
        .contains("cannot be read");
    assertThat(
            Terminal.run("sign", file("request.json", REQUEST), "--key", file("bad.jwk", "s3cret"))
                .err())
        .contains("private EC key on P-256")
        .doesNotContain("s3cret");
  }
}
