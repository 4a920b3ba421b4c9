package io.jitjdbc.sql.lineage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.sf.jsqlparser.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The allow-list of expression classes, each with what flows through it. A class that is not listed
 * ends the analysis, so that a newer parser cannot open a hole.
 */
final class Rules {

  /** What flows through one class of expression. */
  interface Rule<E> {
    Flow flow(E node, Scope scope);
  }

  private final Map<Class<?>, Rule<Object>> rules = new HashMap<>();
  private final Work work;

  Rules(Work work) {
    this.work = work;
  }

  <E extends Expression> void add(Class<E> type, Rule<? super E> rule) {
    rules.put(type, (node, scope) -> rule.flow(type.cast(node), scope));
  }

  /**
   * The value is computed from these parts and from nothing else.
   *
   * @param effect what that tells: {@link Flow#derived} for what succeeds for every value, {@link
   *     Flow#chooses} where it does but need not compute all parts, else {@link Flow#fails}
   */
  <E extends Expression> void parts(
      Class<E> type,
      UnaryOperator<Flow> effect,
      List<? extends Function<? super E, ? extends @Nullable Expression>> parts) {
    add(
        type,
        (node, scope) -> {
          Flow flow = Flow.CONSTANT;
          for (Function<? super E, ? extends @Nullable Expression> part : parts) {
            flow = flow.with(flow(part.apply(node), scope));
          }
          return effect.apply(flow);
        });
  }

  Flow flow(@Nullable Expression node, Scope scope) {
    if (node == null) {
      return Flow.CONSTANT;
    }
    work.step();
    Rule<Object> rule = rules.get(node.getClass());
    if (rule == null) {
      throw NotProvenException.of("%s is not supported", node.getClass().getSimpleName());
    }
    return rule.flow(node, scope);
  }

  /** All of them computed into one value. */
  Flow all(@Nullable Iterable<? extends @Nullable Expression> nodes, Scope scope) {
    Flow flow = Flow.CONSTANT;
    if (nodes != null) {
      for (Expression node : nodes) {
        flow = flow.with(flow(node, scope));
      }
    }
    return flow.derived();
  }

  Set<Class<?>> supported() {
    return Set.copyOf(rules.keySet());
  }
}
