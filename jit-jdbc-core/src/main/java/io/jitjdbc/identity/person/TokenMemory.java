package io.jitjdbc.identity.person;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.identity.oauth.ClientSettings;
import io.jitjdbc.identity.source.IssuedToken;
import io.jitjdbc.settings.SettingValues;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where tokens outlive the program. */
interface TokenMemory {

  /**
   * What was kept last.
   *
   * @throws RefusedException if others could have read it
   */
  Optional<IssuedToken> read() throws RefusedException;

  void write(IssuedToken token);

  /** The file that the settings name, or nothing at all. */
  static TokenMemory from(SettingValues values) {
    return values
        .find(PersonSettings.CACHE_FILE)
        .<TokenMemory>map(file -> new TokenFile(file, whose(values)))
        .orElse(new Nothing());
  }

  /** Tokens are of no use to connections that would have asked for others. */
  private static String whose(SettingValues values) {
    return Stream.of(
            values.find(TokenVerification.ISSUER),
            values.find(ClientSettings.ID),
            values.find(PersonSettings.SCOPE).map(List::toString),
            values.find(ClientSettings.RESOURCE),
            values.find(ClientSettings.REQUEST_AUDIENCE),
            values.find(PersonSettings.USE))
        .map(part -> part.map(Object::toString).orElse(""))
        .collect(Collectors.joining(" "));
  }

  /** Tokens end with the program. */
  record Nothing() implements TokenMemory {
    @Override
    public Optional<IssuedToken> read() {
      return Optional.empty();
    }

    @Override
    public void write(IssuedToken token) {}
  }
}
