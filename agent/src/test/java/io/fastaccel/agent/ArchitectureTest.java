package io.fastaccel.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies run one way: agent, interceptors, runtime-native, runtime-fallback. */
@AnalyzeClasses(packages = "io.fastaccel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule runtimeKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("io.fastaccel.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fastaccel.interceptors..", "io.fastaccel.agent..");

  @ArchTest
  static final ArchRule theFallbackDependsOnTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("io.fastaccel.runtime..")
          .should()
          .onlyDependOnClassesThat(
              resideInAPackage("io.fastaccel.runtime..").or(resideInAPackage("java..")));

  @ArchTest
  static final ArchRule theFallbackDoesNotKnowTheNativeRuntime =
      noClasses()
          .that()
          .resideInAPackage("io.fastaccel.runtime..")
          .and()
          .resideOutsideOfPackage("io.fastaccel.runtime.nativekernels..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fastaccel.runtime.nativekernels..");

  @ArchTest
  static final ArchRule interceptorsDoNotKnowTheAgent =
      noClasses()
          .that()
          .resideInAPackage("io.fastaccel.interceptors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fastaccel.agent..", "io.fastaccel");

  /**
   * Each library's advice has a class loader of its own: what is shared belongs to the API or the
   * runtime.
   */
  @ArchTest
  static final ArchRule librariesDoNotKnowEachOther =
      slices()
          .matching("io.fastaccel.interceptors.(*)..")
          .namingSlices("advice for $1")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              resideInAPackage("io.fastaccel.interceptors.."),
              resideInAnyPackage(
                  "io.fastaccel.interceptors.api..",
                  "io.fastaccel.interceptors.json..",
                  "io.fastaccel.interceptors.tools.."));

  @ArchTest
  static final ArchRule theFacadeKnowsNothingOfUs =
      noClasses()
          .that()
          .haveFullyQualifiedName("io.fastaccel.FastAccel")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fastaccel.agent..", "io.fastaccel.interceptors..", "io.fastaccel.runtime..");
}
