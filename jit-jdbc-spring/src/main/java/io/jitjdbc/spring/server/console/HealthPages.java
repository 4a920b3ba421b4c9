package io.jitjdbc.spring.server.console;

import io.jitjdbc.spring.server.watch.HealthFacts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What this instance knows of itself. */
@Controller
class HealthPages {
  private final HealthFacts facts;

  HealthPages(HealthFacts facts) {
    this.facts = facts;
  }

  @GetMapping("/console/health")
  String health(Model model) {
    model.addAttribute("facts", facts.all());
    return "jit/health";
  }
}
