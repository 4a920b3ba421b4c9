package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.settings.InvalidSettingException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class PurposeHeaderTest {
  private final List<String> seen = new ArrayList<>();
  private final FilterChain service =
      (request, response) -> seen.add(JitContext.purpose().orElse("none"));
  private final WebApplicationContextRunner web =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(JitPurposeAutoConfiguration.class));

  private int ask(String header, String value) throws ServletException, IOException {
    var request = new MockHttpServletRequest("GET", "/customers");
    request.addHeader(header, value);
    var response = new MockHttpServletResponse();
    new PurposeHeaderFilter("X-Purpose").doFilter(request, response, service);
    return response.getStatus();
  }

  @Test
  void saysWhyUntilTheRequestIsAnswered() throws Exception {
    assertThat(ask("x-purpose", " CS-4711 ")).isEqualTo(200);
    assertThat(seen).containsExactly("CS-4711");
    assertThat(JitContext.purpose()).isEmpty();
  }

  @Test
  void isNotNeeded() throws Exception {
    ask("X-Other", "CS-4711");
    ask("X-Purpose", " ");
    assertThat(seen).containsExactly("none", "none");
  }

  @Test
  void refusesAPurposeThatIsTooLongForAnyPolicy() throws Exception {
    assertThat(ask("X-Purpose", "x".repeat(2_001))).isEqualTo(400);
    assertThat(seen).isEmpty();
  }

  @Test
  void endsWithAFailedRequest() {
    var request = new MockHttpServletRequest("GET", "/customers");
    request.addHeader("X-Purpose", "CS-4711");
    FilterChain failing =
        (asked, answer) -> {
          throw new ServletException("no");
        };
    assertThatThrownBy(
            () ->
                new PurposeHeaderFilter("X-Purpose")
                    .doFilter(request, new MockHttpServletResponse(), failing))
        .hasMessage("no");
    assertThat(JitContext.purpose()).isEmpty();
  }

  @Test
  void isReadOnlyWhereTheSettingNamesIt() {
    web.run(context -> assertThat(context).doesNotHaveBean(PurposeHeaderFilter.class));
    web.withPropertyValues("jit.jdbc.purpose.header=X-Purpose")
        .run(context -> assertThat(context).hasSingleBean(PurposeHeaderFilter.class));
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(JitPurposeAutoConfiguration.class))
        .withPropertyValues("jit.jdbc.purpose.header=X-Purpose")
        .run(context -> assertThat(context).doesNotHaveBean(PurposeHeaderFilter.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X Purpose", "X:Purpose", "X\nPurpose", "\u00e4"})
  void stopsTheStartIfNoHeaderCanHaveThatName(String name) {
    assertThatThrownBy(() -> new PurposeHeaderFilter(name))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll("jit.jdbc.purpose.header", "such as X-Purpose");
  }

  @Test
  void isNoSettingOfTheDriver() {
    web.withPropertyValues("jit.jdbc.purpose=shop", "jit.jdbc.purpose.header=X-Purpose")
        .run(
            context ->
                assertThat(StarterSettings.of(context.getEnvironment()).driver())
                    .containsOnlyKeys("jit.purpose"));
  }
}
