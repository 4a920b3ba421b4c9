package io.jitjdbc.example.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the shop, alone or with a control plane: its profile says which. */
@SpringBootApplication(proxyBeanMethods = false)
public final class ShopApplication {
  private ShopApplication() {}

  /** Serves on port 8080 unless {@code --server.port} says otherwise. */
  public static void main(String[] arguments) {
    SpringApplication.run(ShopApplication.class, arguments);
  }
}
