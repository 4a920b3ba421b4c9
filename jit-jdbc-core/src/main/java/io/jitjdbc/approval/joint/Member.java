package io.jitjdbc.approval.joint;

import io.jitjdbc.approval.ApprovalService;

/** One of the services, by the name that the settings have for it. */
record Member(String name, ApprovalService service) {}
