package io.jitjdbc.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jit key}: a new key to sign answers with, on the machine of whoever signs. */
@Command(
    name = "key",
    description = {
      "Makes a key to sign answers with. The private key goes to a new file that only you can"
          + " read;",
      "the public one is printed, for the keys of the JWKS file that drivers have."
    })
final class KeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "KID", description = "What the file of approvers calls the key.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String kid;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the private key goes; nothing may be there.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "For what slack, jira or webhook sign with; people's own keys have none.")
  private Optional<String> channel = Optional.empty();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    write(key.toJSONString());
    var fields = new TreeMap<>(key.toPublicJWK().toJSONObject());
    channel.ifPresent(name -> fields.put("channel", name));
    spec.commandLine().getOut().println(JSONObjectUtils.toJSONString(fields));
    return 0;
  }

  /** Nobody else can read it at any moment, where the file system knows of others. */
  private void write(String text) {
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file(file))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new InvalidSettingException(
          file
              + " cannot be written: "
              + e.getClass().getSimpleName()
              + ". Nothing may be there yet, and its folder must be");
    }
  }
}
