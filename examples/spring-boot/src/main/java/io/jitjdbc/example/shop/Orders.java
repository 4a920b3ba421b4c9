package io.jitjdbc.example.shop;

import java.util.List;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.repository.Repository;

interface Orders extends Repository<PurchaseOrder, Long> {
  @EntityGraph(attributePaths = "customer")
  List<PurchaseOrder> findAllByOrderById();
}
