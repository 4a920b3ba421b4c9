package io.jitjdbc.spring.server.console;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where who signs out ends up: at the inbox their provider would sign them in again at once. */
@Configuration(proxyBeanMethods = false)
class Goodbye implements WebMvcConfigurer {

  @Override
  public void addViewControllers(ViewControllerRegistry pages) {
    pages.addViewController("/goodbye").setViewName("jit/goodbye");
  }
}
