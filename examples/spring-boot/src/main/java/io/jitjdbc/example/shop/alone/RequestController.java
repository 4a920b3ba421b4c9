package io.jitjdbc.example.shop.alone;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.spring.client.SubjectMapper;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Where approvers see what was asked for, and agree. */
@Alone
@RestController
class RequestController {
  private final ApprovalDesk desk;
  private final SubjectMapper subjects;

  RequestController(MemoryApprovals approvals, SubjectMapper subjects) {
    this.desk = approvals;
    this.subjects = subjects;
  }

  @GetMapping("/requests/{id}")
  Map<String, String> request(@PathVariable String id) throws RefusedException {
    ApprovalDesk.Entry found = desk.find(id);
    return Map.of(
        "asked by", found.request().subject().name(),
        "purpose", found.request().binding().purpose(),
        "state", found.state().status().name());
  }

  /** The desk itself knows who may: a member of finance, and nobody for themselves. */
  @PostMapping("/requests/{id}/approval")
  String approve(@PathVariable String id, Authentication login) throws RefusedException {
    Subject approver =
        subjects
            .subject(login)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    try {
      return desk.answer(id, approver, true, "").status().name();
    } catch (RefusedException e) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN, e.getMessage(), e);
    }
  }
}
