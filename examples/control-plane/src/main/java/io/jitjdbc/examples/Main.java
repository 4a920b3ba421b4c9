package io.jitjdbc.examples;

import io.jitjdbc.examples.controlplane.ControlPlaneApplication;
import io.jitjdbc.examples.sample.Sample;
import java.util.List;
import org.springframework.boot.SpringApplication;

/** The control plane, or with {@code --sample} everything around it as well. */
public final class Main {
  private Main() {}

  /** Starts it. */
  public static void main(String[] arguments) throws InterruptedException {
    if (List.of(arguments).contains("--sample")) {
      Sample.run();
    } else {
      SpringApplication.run(ControlPlaneApplication.class, arguments);
    }
  }
}
