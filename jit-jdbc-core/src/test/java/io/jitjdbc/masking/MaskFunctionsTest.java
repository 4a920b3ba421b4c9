package io.jitjdbc.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskFunctionsTest {
  private final MaskFunctions functions = MaskFunctions.find();

  @Test
  void findsTheBuiltInFunctions() {
    assertThat(functions)
        .hasToString(
            "mask functions constant, fpe, hash, null, partial, redact, regex, round, truncate-date");
    assertThat(functions.create(MaskSpec.REDACT).mask("secret")).isEqualTo(Hidden.TEXT);
    assertThat(Masks.create(MaskSpec.REDACT).mask(BigDecimal.ONE)).isNull();
  }

  @Test
  void refusesAFunctionThatNobodyHas() {
    assertThatThrownBy(() -> functions.create(new MaskSpec("partail", Map.of())))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("no mask function \"partail\"; did you mean \"partial\"?");
    assertThatThrownBy(() -> functions.create(new MaskSpec("encrypt", Map.of())))
        .hasMessageContaining("known: [constant, fpe, hash, null, partial");
  }

  @Test
  void refusesAnArgumentThatTheFunctionDoesNotHave() {
    assertThatThrownBy(() -> functions.create(new MaskSpec("partial", Map.of("keep-frist", "1"))))
        .hasMessage(
            "mask function partial has no argument \"keep-frist\"; did you mean \"keep-first\"?");
  }

  @Test
  void refusesAKeyInThePolicyAndDoesNotRepeatIt() {
    assertThatThrownBy(() -> functions.create(new MaskSpec("hash", Map.of("key", "s3cr3t"))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("key.file")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void refusesToChooseBetweenTwoOfOneName() {
    var two = MaskFunctions.of(List.of(broken(value -> value), broken(value -> value)));
    assertThatThrownBy(() -> two.create(new MaskSpec("broken", Map.of())))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("several");
  }

  @Test
  void showsNullWhereAFunctionBreaksItsContract() {
    assertThat(shownBy(value -> 42)).isNull();
    assertThat(
            shownBy(
                value -> {
                  throw new IllegalStateException("cannot mask " + value);
                }))
        .isNull();
    assertThat(
            shownBy(
                value -> {
                  throw new StackOverflowError();
                }))
        .isNull();
    assertThat(shownBy(value -> "fine")).isEqualTo("fine");
  }

  private static Object shownBy(ColumnMask function) {
    return MaskFunctions.of(List.of(broken(function)))
        .create(new MaskSpec("broken", Map.of()))
        .mask("secret");
  }

  private static ColumnMaskProvider broken(ColumnMask function) {
    return new ColumnMaskProvider() {
      @Override
      public String name() {
        return "broken";
      }

      @Override
      public List<Setting<?>> settings() {
        return List.of();
      }

      @Override
      public ColumnMask create(SettingValues values) {
        return function;
      }
    };
  }
}
