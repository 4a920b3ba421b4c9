package io.jitjdbc.credential.vault;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Path;

/** The client token that an agent keeps alive in a file, read at every use. */
final class TokenFile implements ClientTokens {
  private final Path file;

  TokenFile(Path file) {
    this.file = file;
  }

  @Override
  public ClientToken token(LeaseRequest request) throws RefusedException {
    try {
      return ClientToken.kept(SecretFile.read(file));
    } catch (IOException e) {
      throw VaultRefusal.unreachable(
          "No lease: Vault's token cannot be read ("
              + e.getMessage()
              + "). Let the agent run that writes it, or correct jit.broker.vault.token.file");
    }
  }

  @Override
  public boolean giveUp(LeaseRequest request, ClientToken refused) {
    return false;
  }

  /** The token belongs to the agent. */
  @Override
  public boolean end() {
    return false;
  }
}
