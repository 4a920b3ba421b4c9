package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The lease protocol, or another of ours, as its OpenAPI document has it: what is wrong with a
 * request or an answer. Stricter than HTTP: a header that nobody declared is wrong, too.
 */
public final class LeaseProtocol {
  private static final String HOME = "https://protocol.example/document.json";

  /** What any HTTP client may send. */
  private static final Set<String> USUAL =
      Set.of(
          "accept",
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "host",
          "http2-settings",
          "upgrade",
          "user-agent");

  private final Map<String, Object> document;
  private final SchemaRegistry schemas;

  private LeaseProtocol(Map<String, Object> document) {
    this.document = document;
    String json = JSONObjectUtils.toJSONString(document);
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(HOME, json)));
  }

  /** The lease protocol of this release. */
  public static LeaseProtocol load() {
    return load("lease");
  }

  /** Another protocol of this release, {@code approval} for one. */
  public static LeaseProtocol load(String name) {
    String file = "/io/jitjdbc/protocol/" + name + ".openapi.yaml";
    try (InputStream input = LeaseProtocol.class.getResourceAsStream(file)) {
      String text = new String(Objects.requireNonNull(input, file).readAllBytes(), UTF_8);
      return new LeaseProtocol(
          object(new Load(LoadSettings.builder().build()).loadFromString(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One message of an exchange: header names in lower case. */
  public record Message(Map<String, String> headers, String body) {
    public Message {
      headers = Map.copyOf(headers);
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String contentType() {
      return header("content-type").split(";", 2)[0];
    }
  }

  /** The whole document. */
  public Map<String, Object> document() {
    return document;
  }

  /** The operation for a method and a path, if there is one. */
  public Optional<Operation> operation(String method, String path) {
    for (Map.Entry<String, Object> entry : object(document.get("paths")).entrySet()) {
      String template = entry.getKey().replaceAll("\\{\\w+}", "([^/]+)");
      Map<String, Object> item = object(entry.getValue());
      Object found = item.get(method.toLowerCase(Locale.ROOT));
      if (found != null && Pattern.matches(template, path)) {
        return Optional.of(new Operation(object(found)));
      }
    }
    return Optional.empty();
  }

  /** What is wrong with a JSON text by one of the document's schemas. */
  public List<String> problems(String schema, String json) {
    return problems(Map.of("$ref", "#/components/schemas/" + schema), schema, json);
  }

  /** One thing that can be asked for. */
  public final class Operation {
    private final Map<String, Object> definition;

    private Operation(Map<String, Object> definition) {
      this.definition = definition;
    }

    /** Its id in the document. */
    public String id() {
      return definition.get("operationId").toString();
    }

    /** What is wrong with a request. */
    public List<String> requestProblems(Message request) {
      var problems = new ArrayList<String>();
      var allowed = new ArrayList<>(USUAL);
      for (Map<String, Object> declared : parameters("header")) {
        String name = declared.get("name").toString().toLowerCase(Locale.ROOT);
        allowed.add(name);
        if (isRequired(declared) || !request.header(name).isEmpty()) {
          problems.addAll(headerProblems(declared, name, request));
        }
      }
      request.headers().keySet().stream()
          .filter(name -> !allowed.contains(name))
          .forEach(name -> problems.add("header " + name + " is not part of the protocol"));
      if (definition.containsKey("requestBody")) {
        problems.addAll(bodyProblems(object(definition.get("requestBody")), request));
      } else if (!request.body().isEmpty()) {
        problems.add("there must be no body");
      }
      return problems;
    }

    /** What is wrong with what stands after a path's question mark. */
    public List<String> queryProblems(Map<String, String> query) {
      var problems = new ArrayList<String>();
      var left = new HashSet<>(query.keySet());
      for (Map<String, Object> declared : parameters("query")) {
        String name = declared.get("name").toString();
        left.remove(name);
        if (isRequired(declared) || query.containsKey(name)) {
          problems.addAll(
              problems(
                  Map.of(
                      "required", List.of("v"), "properties", Map.of("v", declared.get("schema"))),
                  "query " + name,
                  JSONObjectUtils.toJSONString(
                      query.containsKey(name) ? Map.of("v", query.get(name)) : Map.of())));
        }
      }
      left.forEach(name -> problems.add("query " + name + " is not part of the protocol"));
      return problems;
    }

    private List<Map<String, Object>> parameters(String place) {
      return list(definition.get("parameters")).stream()
          .map(LeaseProtocol.this::resolved)
          .filter(declared -> declared.get("in").equals(place))
          .toList();
    }

    private static boolean isRequired(Map<String, Object> declared) {
      return Boolean.TRUE.equals(declared.get("required"));
    }

    /** What is wrong with an answer. */
    public List<String> answerProblems(int status, Message answer) {
      Object found = object(definition.get("responses")).get(Integer.toString(status));
      if (found == null) {
        return List.of("status " + status + " is not part of the protocol");
      }
      Map<String, Object> declared = resolved(found);
      var problems = new ArrayList<String>();
      object(declared.getOrDefault("headers", Map.of()))
          .forEach(
              (name, header) -> problems.addAll(headerProblems(resolved(header), name, answer)));
      if (declared.containsKey("content")) {
        problems.addAll(bodyProblems(declared, answer));
      } else if (!answer.body().isEmpty()) {
        problems.add("there must be no body");
      }
      return problems;
    }
  }

  private List<String> headerProblems(Map<String, Object> declared, String name, Message message) {
    String value = message.header(name);
    if (value.isEmpty()) {
      return List.of("header " + name + " is missing");
    }
    return problems(
        object(declared.get("schema")),
        "header " + name,
        JSONObjectUtils.toJSONString(Map.of("v", value)));
  }

  private List<String> bodyProblems(Map<String, Object> declared, Message message) {
    Map<String, Object> content = object(declared.get("content"));
    Object media = content.get(message.contentType());
    return media == null
        ? List.of("content type " + message.contentType() + " is none of " + content.keySet())
        : problems(object(object(media).get("schema")), "body", message.body());
  }

  private List<String> problems(Map<String, Object> schema, String what, String json) {
    boolean isHeader = !schema.containsKey("$ref") && !schema.containsKey("properties");
    Map<String, Object> wanted = isHeader ? Map.of("properties", Map.of("v", schema)) : schema;
    String text = JSONObjectUtils.toJSONString(wanted).replace("\"#/", "\"" + HOME + "#/");
    try {
      return schemas
          .getSchema(
              SchemaLocation.of(HOME + "/" + Integer.toHexString(text.hashCode())),
              text,
              InputFormat.JSON)
          .validate(json, InputFormat.JSON)
          .stream()
          .map(error -> what + ": " + error.getInstanceLocation() + " " + error.getKeyword())
          .toList();
    } catch (RuntimeException e) {
      return List.of(what + " is not JSON");
    }
  }

  private Map<String, Object> resolved(Object value) {
    Map<String, Object> item = object(value);
    if (!(item.get("$ref") instanceof String reference)) {
      return item;
    }
    Object at = document;
    for (String step : reference.substring(2).split("/", -1)) {
      at = object(at).get(step);
    }
    return object(at);
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
