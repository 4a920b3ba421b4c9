package io.jitjdbc.cli;

import io.jitjdbc.approval.offline.RequestFile;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.cli.terminal.Printable;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jit sign}: a yes to a request that came as a file, on a machine of its own. */
@Command(
    name = "sign",
    description = {
      "Shows a request that came as a file, and with --key prints a signed yes to it.",
      "Whoever asked gives that by the client info jit.approval. Nothing is connected to."
    })
final class SignCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The request.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Your private EC key (P-256) as a JWK with a kid; without it, it only shows.")
  private Optional<Path> key = Optional.empty();

  @Option(names = "--comment", defaultValue = "", description = "What goes on record.")
  private String comment = "";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    RequestFile request = request();
    PrintWriter err = spec.commandLine().getErr();
    err.println(Printable.lines(request.text()));
    err.flush();
    key.ifPresent(
        path -> spec.commandLine().getOut().println(sign(request, SigningKey.read(path))));
    return 0;
  }

  private String sign(RequestFile request, AnswerSigner signer) {
    return signer.sign(
        request.id(),
        request.digest(),
        request.target(),
        comment,
        InstantSource.system().instant());
  }

  private RequestFile request() {
    try {
      return RequestFile.read(read(file));
    } catch (ParseException e) {
      throw new InvalidSettingException(file + " is no access request: " + e.getMessage());
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new InvalidSettingException(path + " cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
