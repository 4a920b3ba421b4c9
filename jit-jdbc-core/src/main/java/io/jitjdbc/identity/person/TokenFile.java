package io.jitjdbc.identity.person;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.identity.source.IssuedToken;
import io.jitjdbc.remote.JsonText;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sign-in's tokens in a file that only its owner may read. */
final class TokenFile implements TokenMemory {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

  private final Path file;
  private final String whose;
  private final OwnersFile owners;

  TokenFile(Path file, String whose) {
    this.file = file.toAbsolutePath();
    this.whose = whose;
    this.owners = new OwnersFile(this.file);
  }

  @Override
  public Optional<IssuedToken> read() throws RefusedException {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (owners.isOpenToOthers()) {
        throw SignIn.refused(
            "others than its owner may read " + file + ", where tokens are kept",
            "Delete it, sign in again, and let nothing change its permissions");
      }
      return parse(SecretFile.read(file));
    } catch (IOException e) {
      LOG.warn("Kept tokens cannot be read, a new sign-in is needed: {}", e.getMessage());
      return Optional.empty();
    } catch (ParseException | DateTimeException e) {
      // Without the cause: it may quote a token.
      LOG.warn("{} is damaged, a new sign-in is needed", file);
      return Optional.empty();
    }
  }

  private Optional<IssuedToken> parse(String text) throws ParseException {
    Map<String, Object> kept = JsonText.object(text);
    if (!whose.equals(kept.get("for"))) {
      return Optional.empty();
    }
    return Optional.of(
        new IssuedToken(
            token(kept, "token"),
            token(kept, "refresh_token"),
            Instant.parse(text(kept, "since")),
            Instant.parse(text(kept, "end"))));
  }

  private static PresentedToken token(Map<String, Object> kept, String name) throws ParseException {
    return PresentedToken.of(text(kept, name));
  }

  private static String text(Map<String, Object> kept, String name) throws ParseException {
    String text = JSONObjectUtils.getString(kept, name);
    if (text == null) {
      throw new ParseException(name + " is missing", 0);
    }
    return text;
  }

  @Override
  public void write(IssuedToken token) {
    Map<String, Object> kept =
        Map.of(
            "for", whose,
            "token", token.token().reveal(),
            "refresh_token", token.refresh().reveal(),
            "since", token.since().toString(),
            "end", token.end().toString());
    try {
      owners.replace(JSONObjectUtils.toJSONString(new TreeMap<>(kept)));
    } catch (IOException e) {
      LOG.warn("Tokens cannot be kept in {}, they end with this program: {}", file, e.toString());
    }
  }
}
