package io.jitjdbc.masking.function;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.ColumnMaskContract;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Each built-in function, in several settings, keeps to the contract. */
class BuiltInMasksTest {

  static ColumnMask mask(ColumnMaskProvider provider, String... arguments) {
    var texts = new HashMap<String, String>();
    for (int i = 0; i < arguments.length; i += 2) {
      texts.put(arguments[i], arguments[i + 1]);
    }
    return provider.create(SettingValues.of("", Map.copyOf(texts)));
  }

  @Nested
  class Partial extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new PartialMask(), "keep-first", "4", "keep-last", "4");
    }
  }

  @Nested
  class PartialGreedy extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new PartialMask(), "keep-last", "2147483647");
    }
  }

  @Nested
  class PartialWithDomain extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new PartialMask(), "keep-domain", "true", "keep-first", "1");
    }
  }

  @Nested
  class Redact extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new RedactMask());
    }
  }

  @Nested
  class Null extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new NullMask());
    }
  }

  @Nested
  class Hash extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(
          new HashMask(name -> "a key of more than 16 bytes"), "key.env", "K");
    }
  }

  @Nested
  class Round extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new RoundMask(), "to", "0.0001");
    }
  }

  @Nested
  class TruncateDate extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new TruncateDateMask(), "to", "month");
    }
  }

  @Nested
  class TruncateTime extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new TruncateDateMask(), "to", "hour");
    }
  }

  @Nested
  class Regex extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(
          new RegexMask(), "pattern", "(?s)(.).*(.)", "replacement", "$1…$2");
    }
  }

  @Nested
  class RegexThatBacktracks extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new RegexMask(), "pattern", "((a|aa)+)+", "replacement", "$0");
    }
  }

  @Nested
  class Constant extends ColumnMaskContract {
    @Override
    protected ColumnMask mask() {
      return BuiltInMasksTest.mask(new ConstantMask(), "value", "1970-01-01");
    }
  }
}
