package io.jitjdbc.example.shop.alone;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where people get their tokens. */
@Alone
@RestController
class TokenController {
  private final LocalIssuer issuer;

  TokenController(LocalIssuer issuer) {
    this.issuer = issuer;
  }

  @PostMapping("/token/{person}")
  String token(@PathVariable String person) {
    return issuer.token(person);
  }
}
