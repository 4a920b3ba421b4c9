package io.jitjdbc.spring.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.RequestDetails.Sensitive;
import io.jitjdbc.spring.server.console.LineagePicture.Box;
import io.jitjdbc.spring.server.console.LineagePicture.Flow;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineagePictureTest {
  private static Sensitive column(String name, boolean isClear) {
    return new Sensitive(name, "pii", isClear);
  }

  @Test
  void leadsEachColumnToHowItWouldBeSeen() {
    var email = column("customers.email", false);
    var picture = LineagePicture.of(List.of(email, column("customers.iban", true)));

    assertThat(picture.sources())
        .extracting(Box::text)
        .containsExactly("customers.email", "customers.iban");
    assertThat(picture.ends()).extracting(Box::text).containsExactly("shown in clear", "masked");
    assertThat(picture.flows()).extracting(Flow::isClear).containsExactly(true, false);
  }

  @Test
  void hasNoEndToWhichNothingLeads() {
    var picture = LineagePicture.of(List.of(column("a.b", true), column("a.c", true)));

    assertThat(picture.ends()).singleElement().matches(Box::isClear);
    assertThat(picture.flows()).hasSize(2);
  }

  @Test
  void keepsTheEndOfALongName() {
    String name = "warehouse.reporting_of_the_whole_group.customers.email";

    var box = LineagePicture.of(List.of(column(name, true))).sources().get(0);

    assertThat(box.text()).hasSize(32).startsWith("…").endsWith("customers.email");
  }

  @Test
  void holdsEveryBoxAndDrawsNoneOverAnother() {
    for (int columns = 1; columns < 30; columns++) {
      var picture =
          LineagePicture.of(
              IntStream.range(0, columns).mapToObj(i -> column("t.c" + i, i % 3 == 0)).toList());
      for (List<Box> boxes : List.of(picture.sources(), picture.ends())) {
        for (int i = 0; i < boxes.size(); i++) {
          Box box = boxes.get(i);
          assertThat(box.x() + box.width()).isLessThanOrEqualTo(LineagePicture.WIDTH);
          assertThat(box.y() + box.height()).isLessThanOrEqualTo(picture.height());
          assertThat(i == 0 || boxes.get(i - 1).y() + box.height() <= box.y()).isTrue();
        }
      }
    }
  }
}
