package io.jitjdbc.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Holds events against rules of OCSF's schema, in the way in which its own validator does. The
 * rules are those of the part of the schema that the product uses, written down from it: what they
 * do not name is refused, although the schema may have it.
 */
public final class OcsfRules {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[A-Za-z0-9-]+\\.[A-Za-z0-9.-]+");
  private static final Pattern IP =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%.+)?");

  private final Map<?, ?> rules = read("ocsf-rules.json");

  /** What is wrong with the event; empty if it is valid. */
  public List<String> problems(Map<?, ?> event) {
    var problems = new ArrayList<String>();
    Map<?, ?> kind = map(map(rules, "classes"), String.valueOf(event.get("class_uid")));
    if (kind.isEmpty()) {
      return List.of("class_uid: unknown class");
    }
    var allowed = new LinkedHashMap<Object, Object>(map(rules, "event"));
    allowed.putAll(map(kind, "attributes"));
    profiles(event).forEach(name -> allowed.putAll(map(map(rules, "profiles"), name)));
    check("", event, allowed, list(kind, "at_least_one"), problems);
    exclusions(event, kind, problems);
    classification(event, kind, problems);
    return problems;
  }

  /** The attributes that the event's own class, and every object in it, must have; by path. */
  public List<String> required(Map<?, ?> event) {
    Map<?, ?> kind = map(map(rules, "classes"), String.valueOf(event.get("class_uid")));
    var allowed = new LinkedHashMap<Object, Object>(map(rules, "event"));
    allowed.putAll(map(kind, "attributes"));
    var found = new ArrayList<String>();
    required("", event, allowed, found);
    return found;
  }

  private void required(String at, Map<?, ?> value, Map<?, ?> allowed, List<String> found) {
    allowed.forEach(
        (name, spec) -> {
          String type = String.valueOf(spec);
          if (type.endsWith("!")) {
            found.add(at + name);
          }
          if (type.startsWith("@") && value.get(name) instanceof Map<?, ?> member) {
            String object = type.replaceAll("[@!]", "");
            required(at + name + ".", member, attributes(object), found);
          }
        });
  }

  private void exclusions(Map<?, ?> event, Map<?, ?> kind, List<String> problems) {
    List<?> excluding = list(kind, "just_one");
    if (excluding.stream().filter(event::containsKey).count() > 1) {
      problems.add("just one is allowed of " + excluding);
    }
    profiles(event).stream()
        .filter(name -> !map(rules, "profiles").containsKey(name))
        .forEach(name -> problems.add("metadata.profiles: unknown profile"));
  }

  private static List<String> profiles(Map<?, ?> event) {
    return list(map(event, "metadata"), "profiles").stream().map(String::valueOf).toList();
  }

  private void classification(Map<?, ?> event, Map<?, ?> kind, List<String> problems) {
    long uid = number(event.get("class_uid"));
    long activity = number(event.get("activity_id"));
    Object caption = map(kind, "activities").get(String.valueOf(activity));
    if (caption == null) {
      problems.add("activity_id: unknown to the class");
    } else if (!caption.equals("") && !caption.equals(event.get("activity_name"))) {
      problems.add("activity_name: not that of activity_id");
    }
    expect(event, "type_uid", uid * 100 + activity, problems);
    expect(event, "category_uid", number(kind.get("category")), problems);
    expectText(event, "category_name", kind.get("category_name"), problems);
    expectText(event, "class_name", kind.get("name"), problems);
    expectText(event, "type_name", kind.get("name") + ": " + event.get("activity_name"), problems);
    if (!Objects.equals(map(event, "metadata").get("version"), rules.get("version"))) {
      problems.add("metadata.version: not that of the rules");
    }
  }

  private static void expect(Map<?, ?> event, String name, long value, List<String> problems) {
    if (number(event.get(name)) != value) {
      problems.add(name + ": must be " + value);
    }
  }

  private static void expectText(
      Map<?, ?> event, String name, Object value, List<String> problems) {
    if (event.containsKey(name) && !Objects.equals(event.get(name), value)) {
      problems.add(name + ": must be " + value);
    }
  }

  private void check(
      String at, Map<?, ?> value, Map<?, ?> allowed, List<?> oneOf, List<String> problems) {
    value.keySet().stream()
        .filter(name -> !allowed.containsKey(name))
        .forEach(name -> problems.add(at + name + ": unknown attribute"));
    allowed.forEach((name, spec) -> member(at, value, (String) name, (String) spec, problems));
    if (!oneOf.isEmpty() && oneOf.stream().noneMatch(value::containsKey)) {
      problems.add(at + ": at least one is needed of " + oneOf);
    }
  }

  private void member(
      String at, Map<?, ?> parent, String name, String spec, List<String> problems) {
    Object value = parent.get(name);
    if (value == null) {
      if (spec.endsWith("!") || parent.containsKey(name)) {
        problems.add(at + name + ": required attribute is missing");
      }
      return;
    }
    String type = spec.replace("!", "");
    if (!type.endsWith("[]")) {
      typed(at + name, parent, value, type, problems);
    } else if (value instanceof List<?> items) {
      items.forEach(item -> typed(at + name, parent, item, type.replace("[]", ""), problems));
    } else {
      problems.add(at + name + ": must be a list");
    }
  }

  private void typed(
      String path, Map<?, ?> parent, Object value, String type, List<String> problems) {
    if (type.startsWith("@")) {
      if (value instanceof Map<?, ?> member) {
        String object = type.substring(1);
        List<?> oneOf = list(map(map(rules, "objects"), object), "at_least_one");
        check(path + ".", member, attributes(object), oneOf, problems);
      } else {
        problems.add(path + ": must be an object");
      }
    } else if (type.startsWith("#")) {
      choice(path, parent, value, map(map(rules, "enums"), type.substring(1)), problems);
    } else if (!isOf(type, value)) {
      problems.add(path + ": must be of type " + type);
    }
  }

  /** The text beside a choice is its caption, or the source's own words for 99. */
  private static void choice(
      String path, Map<?, ?> parent, Object id, Map<?, ?> captions, List<String> problems) {
    Object caption = isOf("int", id) ? captions.get(String.valueOf(id)) : null;
    if (caption == null) {
      problems.add(path + ": no value of the enumeration");
      return;
    }
    String sibling = path.substring(path.lastIndexOf('.') + 1).replaceAll("_id$", "");
    Object said = parent.get(sibling);
    boolean isOther = caption.equals("");
    if (isOther ? said == null || said.equals("") : said != null && !said.equals(caption)) {
      problems.add(path + ": " + sibling + " is not its caption");
    }
  }

  private static boolean isOf(String type, Object value) {
    boolean isWhole = value instanceof Integer || value instanceof Long;
    return switch (type) {
      case "string" -> value instanceof String;
      case "bool" -> value instanceof Boolean;
      case "int" -> isWhole && number(value) == (int) number(value);
      case "long" -> isWhole;
      // Milliseconds: what is smaller was counted in seconds.
      case "time" -> isWhole && number(value) > 100_000_000_000L;
      case "port" -> isWhole && number(value) >= 0 && number(value) <= 65_535;
      case "email" -> value instanceof String text && EMAIL.matcher(text).matches();
      case "ip" ->
          value instanceof String text && text.length() <= 40 && IP.matcher(text).matches();
      case "object" -> value instanceof Map;
      case "json" -> true;
      default -> throw new IllegalStateException("the rules name an unknown type " + type);
    };
  }

  private Map<?, ?> attributes(String object) {
    return map(map(map(rules, "objects"), object), "attributes");
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : -1;
  }

  private static Map<?, ?> map(Map<?, ?> parent, String name) {
    return parent.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Map<?, ?> parent, String name) {
    return parent.get(name) instanceof List<?> list ? list : List.of();
  }

  /** Of the schema. */
  public String version() {
    return String.valueOf(rules.get("version"));
  }

  /** Where the rules were read, with the commits. */
  public String sources() {
    return map(rules, "read_from").toString();
  }

  /** Events that the published schema accepts. */
  public static List<?> examples() {
    return list(read("ocsf-examples.json"), "examples");
  }

  private static Map<String, Object> read(String resource) {
    try (InputStream input = OcsfRules.class.getResourceAsStream(resource)) {
      var text = new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8);
      return JSONObjectUtils.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException e) {
      throw new IllegalStateException(resource + " is no JSON", e);
    }
  }
}
