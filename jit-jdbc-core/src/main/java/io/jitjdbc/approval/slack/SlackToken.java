package io.jitjdbc.approval.slack;

import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.SecretFile;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One of Slack's tokens. Shows nothing of it. */
final class SlackToken {
  /** Of what Slack's tokens are made: nothing that could end a header. */
  private static final Pattern REST = Pattern.compile("[A-Za-z0-9-]{1,500}");

  private final String name;
  private final String start;
  private final Optional<String> text;
  private final Optional<Path> file;

  private SlackToken(String name, String start, Optional<String> text, Optional<Path> file) {
    this.name = name;
    this.start = start;
    this.text = text;
    this.file = file;
  }

  /**
   * The pair of settings that a token is given by.
   *
   * @param start what such tokens begin with
   */
  record Source(String start, Setting<String> text, Setting<Path> file) {

    static Source of(String name, String start, String what) {
      return new Source(
          start,
          Setting.secret(name, what + ", which begins with " + start + "."),
          Setting.of(name + ".file", Kind.FILE, "File with that token; read again at each use."));
    }

    List<Setting<?>> settings() {
      return List.of(text, file);
    }

    SlackToken token(SettingValues values) {
      Optional<String> given = values.find(text);
      Optional<Path> where = values.find(file);
      String name = values.nameOf(text);
      if (given.isPresent() == where.isPresent()) {
        throw new InvalidSettingException(
            "one of " + name + " and " + name + ".file is required, and not both");
      }
      return new SlackToken(name, start, given, where);
    }
  }

  /** The token, for the header only. */
  String reveal() throws IOException {
    String token = file.isPresent() ? SecretFile.read(file.get()) : text.orElseThrow();
    if (!token.startsWith(start) || !REST.matcher(token).matches()) {
      throw new IOException(name + " holds no token that begins with " + start);
    }
    return token;
  }

  @Override
  public String toString() {
    return name + "=***";
  }
}
