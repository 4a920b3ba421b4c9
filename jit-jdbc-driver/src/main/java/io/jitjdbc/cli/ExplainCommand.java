package io.jitjdbc.cli;

import io.jitjdbc.access.Subject;
import io.jitjdbc.driver.JitConnection;
import io.jitjdbc.policy.Explanation;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a policy makes of a statement on a real database. */
@Command(
    name = "explain",
    description = {
      "Says what would be decided about a statement, and from what, without running it.",
      "Connects as the person whose token is given, for the catalog; asks nobody for an approval;"
          + " is recorded."
    })
final class ExplainCommand implements Callable<Integer> {
  /** Nobody vouches for whoever is only named here. */
  private static final String UNVERIFIED = "unverified";

  @Mixin private Configuration configuration = new Configuration();

  @Mixin private Identity identity = new Identity();

  @Option(
      names = "--url",
      paramLabel = "URL",
      required = true,
      description = "The database, as applications connect to it: jdbc:jit:...")
  private String url = "";

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Explains what somebody of that name would get, instead of you.")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--groups",
      paramLabel = "GROUP",
      split = ",",
      description = "The groups of that subject, separated by commas.")
  private Set<String> groups = Set.of();

  @Parameters(paramLabel = "SQL", description = "The statement, in quotes.")
  private String sql = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before any command runs
  private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    if (subject.isEmpty() && !groups.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--groups needs --subject");
    }
    Explanation explanation = configuration.connected(url, identity, this::explain);
    ExplanationSheet.print(explanation, spec.commandLine().getOut());
    return 0;
  }

  private Explanation explain(JitConnection connection) throws SQLException {
    return subject.isPresent()
        ? connection.explain(sql, new Subject(UNVERIFIED, subject.get(), subject.get(), groups))
        : connection.explain(sql);
  }
}
