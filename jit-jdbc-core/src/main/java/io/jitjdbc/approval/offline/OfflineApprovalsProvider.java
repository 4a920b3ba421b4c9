package io.jitjdbc.approval.offline;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.people.ApproverDirectory;
import io.jitjdbc.approval.signed.AnswerVerifier;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jit.approval=offline}: requests are files that somebody sends to approvers; what they sign
 * is given back by the client info {@code jit.approval}.
 */
public final class OfflineApprovalsProvider implements ApprovalServiceProvider {
  private static final Setting<Path> DIRECTORY =
      Setting.of(
          "directory",
          Kind.FILE,
          "Where requests are written, for all processes that share their approvals.");
  private static final Setting<Path> KEYS =
      Setting.of("keys.file", Kind.FILE, "JWKS file with the approvers' public keys.");
  private static final Setting<Path> APPROVERS =
      Setting.of(
          "approvers.file",
          Kind.FILE,
          "YAML file that says who the approvers are, by the kid of their key as their key.");

  @Override
  public String name() {
    return "offline";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(DIRECTORY, KEYS, APPROVERS);
  }

  @Override
  public ApprovalService create(SettingValues values) {
    return new OfflineApprovals(
        new RequestFolder(values.get(DIRECTORY)),
        new AnswerVerifier(values.get(KEYS)),
        new ApproverDirectory(values.get(APPROVERS)),
        InstantSource.system());
  }
}
