package org.mnist4j;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
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

/** What docs/architecture.md promises about the packages, and what no class here may do. */
@AnalyzeClasses(packages = "org.mnist4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] NATIVE = {"org.nd4j..", "org.deeplearning4j..", "org.bytedeco.."};

    private static ArchRule independent(String of, String... from) {
        return noClasses()
                .that()
                .resideInAPackage(of)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(from);
    }

    @ArchTest
    static final ArchRule config_isTheBase = independent(
            "org.mnist4j.config",
            "org.mnist4j.kernel",
            "org.mnist4j.engine",
            "org.mnist4j.model",
            "org.mnist4j.train",
            "org.mnist4j.run",
            "org.mnist4j.sweep");

    @ArchTest
    static final ArchRule storage_knowsNothingOfWhatItStores = noClasses()
            .that()
            .resideInAPackage("org.mnist4j.storage")
            .should()
            .dependOnClassesThat(resideInAPackage("org.mnist4j..").and(resideOutsideOfPackage("org.mnist4j.storage")));

    @ArchTest
    static final ArchRule kernel_knowsTheConfigurationOnly = independent(
            "org.mnist4j.kernel",
            "org.mnist4j.engine",
            "org.mnist4j.model",
            "org.mnist4j.train",
            "org.mnist4j.run",
            "org.mnist4j.sweep",
            "com.fasterxml..");

    @ArchTest
    static final ArchRule engine_knowsNoModel = independent(
            "org.mnist4j.engine", "org.mnist4j.model", "org.mnist4j.train", "org.mnist4j.run", "org.mnist4j.sweep");

    @ArchTest
    static final ArchRule model_needsNoEngine = independent(
            "org.mnist4j.model", "org.mnist4j.engine", "org.mnist4j.train", "org.mnist4j.run", "org.mnist4j.sweep");

    @ArchTest
    static final ArchRule train_knowsNoRun = independent("org.mnist4j.train", "org.mnist4j.run", "org.mnist4j.sweep");

    @ArchTest
    static final ArchRule nativeLibraries_areUsedByTheEngineOnly = noClasses()
            .that()
            .resideOutsideOfPackage("org.mnist4j.engine")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(NATIVE);

    /** Stronger than "no such type in a public signature": a public class does not even know one. */
    @ArchTest
    static final ArchRule nativeLibraries_areUnknownToPublicClasses =
            noClasses().that().arePublic().should().dependOnClassesThat().resideInAnyPackage(NATIVE);

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
    static final ArchRule standardStreams_belongToApplications = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule logging_isSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
