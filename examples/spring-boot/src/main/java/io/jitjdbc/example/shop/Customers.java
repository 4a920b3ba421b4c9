package io.jitjdbc.example.shop;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Customers extends Repository<Customer, Long> {
  List<Customer> findAllByOrderById();

  @Query(value = "SELECT SUM(gross) FROM payroll", nativeQuery = true)
  BigDecimal payroll();
}
