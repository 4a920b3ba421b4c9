package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.driver.settings.DriverSettings;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What development environments offer is what the driver declares. */
class MetadataTest {
  private static final String WRITTEN = "additional-spring-configuration-metadata.json";
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void describesEverySettingAsTheDriverDeclaresIt() throws IOException {
    List<Map<String, Object>> properties = new ArrayList<>(own());
    properties.addAll(ofDenials());
    List<Map<String, Object>> hints = new ArrayList<>();
    DriverSettings.all()
        .forEach(
            (name, setting) -> {
              properties.add(property(name.replaceFirst("^jit\\.", "jit.jdbc."), setting));
              if (!setting.kind().choices().isEmpty() && !setting.kind().equals(Kind.FLAG)) {
                hints.add(hint(name.replaceFirst("^jit\\.", "jit.jdbc."), setting));
              }
            });
    var expected = new LinkedHashMap<String, Object>();
    expected.put("properties", properties);
    expected.put("hints", hints);

    Path generated = Path.of("target", WRITTEN);
    String text = JSON.valueToTree(expected).toPrettyString() + '\n';
    Files.writeString(generated, text.replace("\r\n", "\n"));
    assertThat(read(WRITTEN))
        .as("where it differs, copy %s over the file in src/main/resources", generated)
        .isEqualTo(Files.readString(generated));
  }

  @Test
  void describesEverySettingOfTheControlPlaneBesideThem() throws IOException {
    Map<String, String> described = new LinkedHashMap<>();
    JSON.readTree(read("spring-configuration-metadata.json"))
        .path("properties")
        .forEach(
            property ->
                described.put(
                    property.path("name").asString(), property.path("description").asString("")));

    assertThat(described)
        .containsKeys(
            "jit.jdbc.enforce",
            "jit.server.issuers",
            "jit.server.policies.key-file",
            "jit.server.rate.caller-per-second",
            "jit.server.recordings",
            "jit.server.approvals")
        .doesNotContainValue("");
  }

  private static String read(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(StarterSettings.class.getResourceAsStream("/META-INF/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  private static List<Map<String, Object>> own() {
    return List.of(
        property("enabled", "java.lang.Boolean", "Whether DataSources are enforced at all.", true),
        property(
            "enforce",
            "java.lang.Boolean",
            "Whether a DataSource that is neither enforced nor excluded stops the start.",
            false),
        property(
            "include",
            "java.util.List<java.lang.String>",
            "Names of the DataSource beans to enforce; * stands for any text.",
            "*"),
        property(
            "exclude",
            "java.util.List<java.lang.String>",
            "Names of DataSource beans to leave alone, for example one for migrations.",
            ""),
        property(
            "purpose.header",
            "java.lang.String",
            "An HTTP header by which clients say why they ask; none is read if not set.",
            ""));
  }

  private static List<Map<String, Object>> ofDenials() {
    return List.of(
        property(
            "denial.http",
            "java.lang.Boolean",
            "Whether denials are answered as problem details where nothing else handles them.",
            true),
        property(
            "denial.pending-status",
            "java.lang.Integer",
            "The HTTP status while people have yet to answer: 202 or 409.",
            409),
        property(
            "denial.request-link",
            "java.lang.String",
            "The address where people see an access request, with {id} for its id.",
            ""),
        property(
            "denial.retry-after",
            "java.time.Duration",
            "When clients are told to ask again while people have yet to answer.",
            "30s"));
  }

  private static Map<String, Object> property(
      String name, String type, String description, Object defaultValue) {
    var property = new LinkedHashMap<String, Object>();
    property.put("name", name.startsWith("jit.") ? name : "jit.jdbc." + name);
    property.put("type", type);
    property.put("description", description);
    if (!"".equals(defaultValue)) {
      property.put("defaultValue", defaultValue);
    }
    return property;
  }

  private static Map<String, Object> property(String name, Setting<?> setting) {
    return property(name, type(setting.kind()), setting.description(), setting.defaultText());
  }

  private static String type(Kind<?> kind) {
    Map<Kind<?>, String> types =
        Map.of(
            Kind.COUNT, "java.lang.Integer",
            Kind.FLAG, "java.lang.Boolean",
            Kind.LIST, "java.util.List<java.lang.String>");
    return types.getOrDefault(kind, "java.lang.String");
  }

  private static Map<String, Object> hint(String name, Setting<?> setting) {
    List<Map<String, String>> values =
        setting.kind().choices().stream().map(choice -> Map.of("value", choice)).toList();
    var hint = new LinkedHashMap<String, Object>();
    hint.put("name", name);
    hint.put("values", values);
    return hint;
  }
}
