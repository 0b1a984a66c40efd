package org.mnist4j;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** What docs/architecture.md promises about modules and packages, and what no class may do. */
@AnalyzeClasses(packages = "org.mnist4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE = {
        "org.mnist4j.build..",
        "org.mnist4j.config..",
        "org.mnist4j.engine..",
        "org.mnist4j.kernel..",
        "org.mnist4j.model..",
        "org.mnist4j.spi..",
        "org.mnist4j.storage..",
        "org.mnist4j.train.."
    };

    private static final String[] EXPERIMENTS = {
        "org.mnist4j.doctor..", "org.mnist4j.robustness..", "org.mnist4j.run..", "org.mnist4j.sweep.."
    };

    private static ArchRule independent(String of, String... from) {
        return noClasses()
                .that()
                .resideInAPackage(of)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(from);
    }

    /** Data flows down this list; a module depends on those above it only. */
    @ArchTest
    static final ArchRule modules_dependDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.mnist4j..")
            .layer("metrics")
            .definedBy("org.mnist4j.metrics..")
            .layer("data")
            .definedBy("org.mnist4j.data..", "org.mnist4j.random..")
            .layer("core")
            .definedBy(CORE)
            .layer("dl4j")
            .definedBy("org.mnist4j.dl4j..")
            .layer("experiments")
            .definedBy(EXPERIMENTS)
            .layer("onnx")
            .definedBy("org.mnist4j.onnx..")
            .layer("report")
            .definedBy("org.mnist4j.report..")
            .layer("serve")
            .definedBy("org.mnist4j.serve..")
            .layer("spark")
            .definedBy("org.mnist4j.spark..")
            .layer("cli")
            .definedBy("org.mnist4j.cli..")
            .whereLayer("metrics")
            .mayNotAccessAnyLayer()
            .whereLayer("data")
            .mayNotAccessAnyLayer()
            .whereLayer("core")
            .mayOnlyAccessLayers("data", "metrics")
            .whereLayer("dl4j")
            .mayOnlyAccessLayers("core", "data", "metrics")
            .whereLayer("experiments")
            .mayOnlyAccessLayers("core", "data", "metrics")
            .whereLayer("onnx")
            .mayOnlyAccessLayers("core", "data", "metrics")
            .whereLayer("serve")
            .mayOnlyAccessLayers("core", "data", "metrics")
            .whereLayer("spark")
            .mayOnlyAccessLayers("experiments", "core", "data", "metrics")
            .whereLayer("report")
            .mayOnlyAccessLayers("experiments", "core", "data", "metrics")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule config_isTheBase = independent(
            "org.mnist4j.config", "org.mnist4j.kernel", "org.mnist4j.engine", "org.mnist4j.model", "org.mnist4j.train");

    @ArchTest
    static final ArchRule storage_knowsNothingOfWhatItStores = noClasses()
            .that()
            .resideInAPackage("org.mnist4j.storage")
            .should()
            .dependOnClassesThat(resideInAPackage("org.mnist4j..").and(resideOutsideOfPackage("org.mnist4j.storage")));

    @ArchTest
    static final ArchRule kernel_knowsTheConfigurationOnly = independent(
            "org.mnist4j.kernel", "org.mnist4j.engine", "org.mnist4j.model", "org.mnist4j.train", "com.fasterxml..");

    @ArchTest
    static final ArchRule engine_knowsNoModel =
            independent("org.mnist4j.engine", "org.mnist4j.model", "org.mnist4j.train");

    @ArchTest
    static final ArchRule port_knowsNoEngine =
            independent("org.mnist4j.spi", "org.mnist4j.engine", "org.mnist4j.model", "org.mnist4j.train");

    @ArchTest
    static final ArchRule model_needsNoEngine =
            independent("org.mnist4j.model", "org.mnist4j.engine", "org.mnist4j.train");

    @ArchTest
    static final ArchRule nativeLibraries_areUsedInOneModule = noClasses()
            .that()
            .resideOutsideOfPackage("org.mnist4j.dl4j")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule spark_isUsedInOneModule = noClasses()
            .that()
            .resideOutsideOfPackage("org.mnist4j.spark")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..");

    /** Another module's engine needs the port and what it exports, and nothing behind it. */
    @ArchTest
    static final ArchRule dl4jEngine_usesThePortOnly = independent(
            "org.mnist4j.dl4j",
            "org.mnist4j.engine",
            "org.mnist4j.kernel",
            "org.mnist4j.storage",
            "org.mnist4j.random");

    @ArchTest
    static final ArchRule files_areNeverReadAsObjects = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.deeplearning4j.util.ModelSerializer")
            .orShould()
            .callMethodWhere(
                    target(nameStartingWith("read")).and(target(owner(assignableTo("org.nd4j.linalg.factory.Nd4j")))));

    @ArchTest
    static final ArchRule randomness_comesFromRandomStream = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class, SecureRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(StrictMath.class, "random");

    @ArchTest
    static final ArchRule text_isTheSameInEveryLocale = noClasses()
            .should()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase");

    @ArchTest
    static final ArchRule standardStreams_belongToApplications =
            noClasses().that().resideOutsideOfPackage("org.mnist4j.cli..").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule logging_isSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
