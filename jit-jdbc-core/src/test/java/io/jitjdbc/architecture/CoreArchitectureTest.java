package io.jitjdbc.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static java.util.Map.entry;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Map;

/** Dependencies point down only; a package that the table does not name may not exist. */
@AnalyzeClasses(packages = "io.jitjdbc", importOptions = DoNotIncludeTests.class)
class CoreArchitectureTest {

  private static final String GROUND = "settings access delegate";
  private static final String FACTS = GROUND + " process remote identity credential sql masking";

  private static final Map<String, String> MAY_SEE =
      Map.ofEntries(
          entry("settings", GROUND),
          entry("access", GROUND),
          entry("delegate", GROUND),
          entry("process", GROUND + " remote"),
          entry("remote", GROUND),
          entry("identity", FACTS),
          entry("credential", FACTS + " protocol store"),
          entry("sql", FACTS),
          entry("masking", FACTS),
          entry("store", GROUND),
          entry("protocol", GROUND + " remote"),
          entry("usage", GROUND + " store"),
          entry("approval", GROUND + " store remote identity protocol"),
          entry("policy", GROUND + " remote sql masking approval usage"),
          entry("audit", GROUND + " sql credential approval policy remote store protocol"),
          entry("enforcement", FACTS + " approval policy audit usage"));

  @ArchTest static final ArchTests houseRules = ArchTests.in(HouseRules.class);

  @ArchTest static final ArchRule dependenciesPointDown = layers();

  @ArchTest
  static final ArchRule onlySqlKnowsTheParser =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.jitjdbc.sql..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.sf.jsqlparser..");

  @ArchTest
  static final ArchRule onlyWhatTalksToADatabaseKnowsJdbc =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.jitjdbc.delegate..",
              "io.jitjdbc.credential.mint..",
              "io.jitjdbc.credential.table..",
              "io.jitjdbc.approval.table..",
              "io.jitjdbc.audit.table..",
              "io.jitjdbc.usage.table..",
              "io.jitjdbc.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  private static LayeredArchitecture layers() {
    LayeredArchitecture layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitecture();
    for (String name : MAY_SEE.keySet()) {
      layers = layers.optionalLayer(name).definedBy("io.jitjdbc." + name + "..");
    }
    for (Map.Entry<String, String> row : MAY_SEE.entrySet()) {
      layers = layers.whereLayer(row.getKey()).mayOnlyAccessLayers(row.getValue().split(" "));
    }
    return layers;
  }
}
