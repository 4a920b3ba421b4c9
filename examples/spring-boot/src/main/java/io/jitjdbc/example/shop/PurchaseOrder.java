package io.jitjdbc.example.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;

@Entity
@Table(name = "orders")
class PurchaseOrder {
  @Id private Long id;
  private String item;
  private BigDecimal amount;
  @ManyToOne private Customer customer;

  /** An order with the customer who gave it. */
  record View(Long id, String item, BigDecimal amount, Customer.View customer) {}

  View view() {
    return new View(id, item, amount, customer.view());
  }
}
