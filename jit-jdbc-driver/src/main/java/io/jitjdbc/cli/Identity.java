package io.jitjdbc.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the approver's own token is. */
final class Identity {
  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with your own OIDC token; without it JIT_TOKEN or jit.token counts.")
  private Optional<Path> tokenFile = Optional.empty();

  Optional<Path> tokenFile() {
    return tokenFile;
  }
}
