package io.jitjdbc.approval.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import java.util.List;

/** Whether an approval is believed. Thread-safe. */
interface EvidenceCheck {

  /** The service's word is enough. */
  EvidenceCheck THE_SERVICES_WORD =
      new EvidenceCheck() {
        @Override
        public void requireProvable(AccessRequest draft) {}

        @Override
        public void require(AccessRequest request, List<String> evidence) {}
      };

  /**
   * Before anybody is asked.
   *
   * @throws RefusedException if no evidence can come of it
   */
  void requireProvable(AccessRequest draft) throws RefusedException;

  /**
   * Once it is approved.
   *
   * @param request as it is asked for here, not as the service has it
   * @throws RefusedException if nothing proves that exactly this was approved
   */
  void require(AccessRequest request, List<String> evidence) throws RefusedException;
}
