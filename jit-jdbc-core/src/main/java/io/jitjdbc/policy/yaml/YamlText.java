package io.jitjdbc.policy.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** One YAML document, of bounded depth, in which everything stands where it counts. */
final class YamlText {
  private static final int DEEPEST = 16;
  private static final String NO_ALIAS =
      "anchors and aliases are not allowed; a pattern that begins with * needs quotes";

  private YamlText() {}

  /** The root of the document; empty after a problem. */
  static Optional<Node> compose(byte[] bytes, Problems problems) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      LoadSettings settings = LoadSettings.builder().setCodePointLimit(bytes.length + 1).build();
      if (!isPlain(parser(text, settings), problems)) {
        return Optional.empty();
      }
      Optional<Node> root = new Composer(settings, parser(text, settings)).getSingleNode();
      if (root.isEmpty()) {
        problems.add("it is empty");
      }
      return root;
    } catch (CharacterCodingException e) {
      problems.add("it is not UTF-8 text");
    } catch (MarkedYamlEngineException e) {
      problems.add(e.getProblemMark(), "", explained(e));
    } catch (YamlEngineException e) {
      problems.add("it is not YAML: it holds a character or a tag that is not allowed");
    }
    return Optional.empty();
  }

  /** YAML takes a star without quotes for an alias, the mistake that policies invite most. */
  private static String explained(MarkedYamlEngineException error) {
    return Objects.requireNonNullElse(error.getContext(), "").endsWith("an alias")
        ? NO_ALIAS
        : Objects.requireNonNullElse(error.getProblem(), "not YAML");
  }

  private static Parser parser(String text, LoadSettings settings) {
    return new ParserImpl(settings, new StreamReader(settings, text));
  }

  /**
   * Goes through the events first: composing recurses, and an alias is a node that is elsewhere.
   */
  private static boolean isPlain(Parser events, Problems problems) {
    int depth = 0;
    while (events.hasNext()) {
      Event event = events.next();
      depth += depthChange(event);
      if (depth > DEEPEST) {
        problems.add(event.getStartMark(), "", "nested too deeply");
        return false;
      }
      if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
        problems.add(event.getStartMark(), "", NO_ALIAS);
        return false;
      }
    }
    return true;
  }

  private static int depthChange(Event event) {
    return switch (event.getEventId()) {
      case MappingStart, SequenceStart -> 1;
      case MappingEnd, SequenceEnd -> -1;
      default -> 0;
    };
  }
}
