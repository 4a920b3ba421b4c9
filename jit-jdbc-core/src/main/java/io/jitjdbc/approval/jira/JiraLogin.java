package io.jitjdbc.approval.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** How this process signs in at Jira. Shows nothing of the token. */
final class JiraLogin {
  private final Optional<String> user;
  private final Source source;

  private JiraLogin(Optional<String> user, Source source) {
    this.user = user;
    this.source = source;
  }

  @FunctionalInterface
  private interface Source {
    String token() throws IOException;
  }

  /** With a token that stays; a user makes it basic authentication. */
  static JiraLogin fixed(Optional<String> user, String token) {
    return new JiraLogin(user, () -> token);
  }

  /** With a token out of a file, which is read at every use. */
  static JiraLogin in(Optional<String> user, Path file) {
    return new JiraLogin(user, () -> read(file));
  }

  private static String read(Path file) throws IOException {
    try {
      return SecretFile.read(file);
    } catch (IOException e) {
      throw JiraException.unsent(
          "the file of Jira's token "
              + file.getFileName()
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + ")");
    }
  }

  String token() throws IOException {
    return source.token();
  }

  /** The value of the header. */
  String authorization(String token) {
    return user.map(name -> name + ':' + token)
        .map(login -> "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
        .orElse("Bearer " + token);
  }

  @Override
  public String toString() {
    return "login " + user.orElse("by token") + " ***";
  }
}
