package io.jitjdbc.examples.controlplane;

import io.jitjdbc.spring.server.ControlPlane;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The control plane as one process. */
@SpringBootApplication
@Import(ControlPlane.class)
public class ControlPlaneApplication {

  /** Starts it; what it needs to know comes from properties or the environment. */
  public static void main(String[] arguments) {
    SpringApplication.run(ControlPlaneApplication.class, arguments);
  }
}
