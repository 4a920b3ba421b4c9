package io.jitjdbc.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.approval.RequestDetails.Sensitive;
import java.text.ParseException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDetailsTest {
  private static final RequestDetails ALL =
      new RequestDetails(
          List.of(
              new Sensitive("shop.customers.email", "pii.email", true),
              new Sensitive("shop.customers.ssn", "pii.ssn", false)),
          OptionalLong.of(48_000),
          "com.example.Reports.export",
          List.of("'x'", "7"));

  @Test
  void areReadAsTheyWereWritten() throws ParseException {
    String json = JSONObjectUtils.toJSONString(ALL.fields());

    assertThat(RequestDetails.of(JSONObjectUtils.parse(json))).isEqualTo(ALL);
  }

  @Test
  void sayNothingWhereNothingIsKnown() {
    assertThat(RequestDetails.NONE.fields()).isEmpty();
    assertThat(RequestDetails.of(RequestDetails.NONE.fields())).isEqualTo(RequestDetails.NONE);
  }

  @Test
  void leaveOutWhatMayDifferTheNextTime() {
    assertThat(ALL.lasting().fields()).containsOnlyKeys("sensitive", "values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sensitive\": 7}",
        "{\"sensitive\": [7]}",
        "{\"sensitive\": [{\"column\": \"a\"}]}",
        "{\"sensitive\": [{\"column\": \"a\", \"tag\": \"b\", \"clear\": \"yes\"}]}",
        "{\"values\": \"7\"}"
      })
  void areNotMadeOfSomethingElse(String json) {
    assertThatThrownBy(() -> RequestDetails.of(JSONObjectUtils.parse(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
