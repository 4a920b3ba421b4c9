package io.jitjdbc.example.shop;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people ask of the shop. */
@RestController
class ShopController {
  private final Customers customers;
  private final Orders orders;

  ShopController(Customers customers, Orders orders) {
    this.customers = customers;
    this.orders = orders;
  }

  @GetMapping("/customers")
  List<Customer.View> customers() {
    return customers.findAllByOrderById().stream().map(Customer::view).toList();
  }

  @GetMapping("/orders")
  List<PurchaseOrder.View> orders() {
    return orders.findAllByOrderById().stream().map(PurchaseOrder::view).toList();
  }

  @GetMapping("/payroll")
  Map<String, BigDecimal> payroll() {
    return Map.of("total", customers.payroll());
  }
}
