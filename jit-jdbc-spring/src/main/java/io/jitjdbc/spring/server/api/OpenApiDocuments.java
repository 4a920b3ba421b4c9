package io.jitjdbc.spring.server.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The protocols as OpenAPI documents, for whoever asks. */
@RestController
final class OpenApiDocuments {
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

  @GetMapping("/openapi/{protocol:approval|audit|lease}.yaml")
  ResponseEntity<Resource> document(@PathVariable String protocol) {
    return ResponseEntity.ok()
        .contentType(YAML)
        .body(new ClassPathResource("io/jitjdbc/protocol/" + protocol + ".openapi.yaml"));
  }
}
