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
      String problem = Objects.requireNonNullElse(e.getProblem(), "not YAML");
      problems.add(e.getProblemMark(), "", problem);
    } catch (YamlEngineException e) {
      problems.add("it is not YAML: it holds a character or a tag that is not allowed");
    }
    return Optional.empty();
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
        problems.add(event.getStartMark(), "", "anchors and aliases are not allowed: write it out");
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
