package io.jitjdbc.approval.people;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The people who may answer, by the names that chats and ticket systems know them by: a YAML file
 * that is read again at every question, so that who leaves can be taken out at any moment.
 *
 * <pre>
 * approvers:
 *   - {issuer: "https://idp.example", id: omar-1, name: Omar, groups: [data-owners], slack: U012AB3CD}
 * </pre>
 *
 * <p><b>Guarantees</b>: whoever is not in the file, or in it twice, is nobody. <b>Does not protect
 * against</b> a channel that says a wrong name: whose click it was is the channel's word.
 */
public final class ApproverDirectory {
  private final Path file;

  public ApproverDirectory(Path file) {
    this.file = file;
  }

  /**
   * The person whom a channel knows by that name.
   *
   * @param channel such as {@code slack}: the field that the name stands in
   * @throws RefusedException if the file cannot be read, is not as above, or names two people alike
   */
  public Optional<Subject> find(String channel, String name) throws RefusedException {
    Subject found = null;
    for (Map<?, ?> entry : entries()) {
      if (name.equals(entry.get(channel))) {
        if (found != null) {
          throw refused("it has two people whose " + channel + " is the same");
        }
        found = subject(entry);
      }
    }
    return Optional.ofNullable(found);
  }

  private List<Map<?, ?>> entries() throws RefusedException {
    try {
      Object root =
          new Load(LoadSettings.builder().setLabel("approvers").build())
              .loadFromString(Files.readString(file));
      if (root instanceof Map<?, ?> map
          && map.keySet().equals(Set.of("approvers"))
          && map.get("approvers") instanceof List<?> list) {
        return list.stream().<Map<?, ?>>map(Map.class::cast).toList();
      }
      throw refused("it must hold nothing but a list of approvers");
    } catch (IOException e) {
      throw refused("it cannot be read (" + e.getClass().getSimpleName() + ")");
    } catch (YamlEngineException | ClassCastException e) {
      // Without the cause, which quotes the text.
      throw refused("it is not YAML of that form");
    }
  }

  private Subject subject(Map<?, ?> entry) throws RefusedException {
    var groups = new LinkedHashSet<String>();
    if (!(entry.get("groups") instanceof List<?> list)) {
      throw refused("somebody in it has no list of groups");
    }
    list.forEach(group -> groups.add(String.valueOf(group)));
    return new Subject(text(entry, "issuer"), text(entry, "id"), text(entry, "name"), groups);
  }

  private String text(Map<?, ?> entry, String field) throws RefusedException {
    @Nullable Object value = entry.get(field);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw refused("somebody in it has no " + field + " (needed are issuer, id, name, groups)");
  }

  private RefusedException refused(String why) {
    return RefusedException.denied(
        "the file of approvers " + file.getFileName() + " cannot be used: " + why);
  }
}
