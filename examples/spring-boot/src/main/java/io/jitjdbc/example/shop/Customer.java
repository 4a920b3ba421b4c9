package io.jitjdbc.example.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

@Entity
@Table(name = "customers")
class Customer {
  @Id private Long id;
  private String name;
  private String email;
  private String ssn;
  private String card;
  private BigDecimal salary;

  /** As whoever asks may see it. */
  record View(Long id, String name, String email, String ssn, String card, BigDecimal salary) {}

  View view() {
    return new View(id, name, email, ssn, card, salary);
  }
}
