package io.jitjdbc.enforcement;

import io.jitjdbc.policy.Obligation.LimitRows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How many rows a result set hands out before somebody must be asked. */
final class RowLimit {
  static final RowLimit NONE = new RowLimit(null);

  private final @Nullable LimitRows obligation;

  private RowLimit(@Nullable LimitRows obligation) {
    this.obligation = obligation;
  }

  static RowLimit of(Optional<LimitRows> obligation) {
    return obligation.map(RowLimit::new).orElse(NONE);
  }

  /** {@link Long#MAX_VALUE} when there is no limit. */
  long rows() {
    return obligation == null ? Long.MAX_VALUE : obligation.rows();
  }

  Optional<LimitRows> obligation() {
    return Optional.ofNullable(obligation);
  }
}
