package io.jitjdbc.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** What holds in every module. */
final class HouseRules {

  private static final Pattern EMPTY_NAME =
      Pattern.compile("Abstract.+|.+(Impl|Utils?|Helper|Manager|Info|(?<!Meta)Data|Base)");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.jitjdbc.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule namesSayTheThing =
      classes()
          .should(be(describe("named by what they do", HouseRules::isNamedByWhatItDoes)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesAreDocumentedAndNullMarked =
      classes()
          .should(
              be(
                  describe(
                      "in a package with a @NullMarked package-info.java",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
          .allowEmptyShould(true);

  private HouseRules() {}

  private static boolean isNamedByWhatItDoes(JavaClass type) {
    return !EMPTY_NAME.matcher(type.getSimpleName()).matches();
  }
}
