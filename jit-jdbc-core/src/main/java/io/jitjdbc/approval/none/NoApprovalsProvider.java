package io.jitjdbc.approval.none;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.util.List;

/** {@code jit.approval=none}, the default. */
public final class NoApprovalsProvider implements ApprovalServiceProvider {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public ApprovalService create(SettingValues values) {
    return new NoApprovals();
  }
}
