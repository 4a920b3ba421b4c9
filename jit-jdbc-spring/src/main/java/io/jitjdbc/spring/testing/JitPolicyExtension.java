package io.jitjdbc.spring.testing;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.access.Subject;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Opens the scope of whoever reads, and hands out what tells how. */
final class JitPolicyExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace OURS = Namespace.create(JitPolicyExtension.class);

  @Override
  public void beforeEach(ExtensionContext test) {
    reader(test).map(JitPolicyExtension::open).ifPresent(scope -> keep(test, scope));
  }

  private static void keep(ExtensionContext test, JitContext scope) {
    test.getStore(OURS).put(JitContext.class, scope);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    JitContext scope = test.getStore(OURS).remove(JitContext.class, JitContext.class);
    if (scope != null) {
      scope.close();
    }
  }

  private static Optional<AsSubject> reader(ExtensionContext test) {
    return Optional.ofNullable(
            AnnotatedElementUtils.findMergedAnnotation(
                test.getRequiredTestMethod(), AsSubject.class))
        .or(
            () ->
                Optional.ofNullable(
                    AnnotatedElementUtils.findMergedAnnotation(
                        test.getRequiredTestClass(), AsSubject.class)));
  }

  private static JitContext open(AsSubject reader) {
    var subject =
        new Subject(reader.issuer(), reader.value(), reader.value(), Set.of(reader.groups()));
    return reader.purpose().isEmpty()
        ? JitContext.as(subject)
        : JitContext.as(subject, reader.purpose());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == PolicyReader.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return SpringExtension.getApplicationContext(test).getBean(PolicyReader.class);
  }
}
