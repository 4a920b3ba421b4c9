package io.jitjdbc.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

/** The driver stands on the core and reads SQL only through it. */
@AnalyzeClasses(
    packages = {"io.jitjdbc.driver", "io.jitjdbc.cli"},
    importOptions = DoNotIncludeTests.class)
class DriverArchitectureTest {

  @ArchTest static final ArchTests houseRules = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule theParserStaysInTheCore =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.sf.jsqlparser..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theDriverDoesNotKnowItsCommandLine =
      noClasses()
          .that()
          .resideInAPackage("io.jitjdbc.driver..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jitjdbc.cli..")
          .allowEmptyShould(true);
}
