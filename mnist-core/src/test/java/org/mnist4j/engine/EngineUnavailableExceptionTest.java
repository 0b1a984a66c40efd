package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The check java-engine-only meets the first of these for real. */
class EngineUnavailableExceptionTest {

    private static final NativePlatform PLATFORM = NativePlatform.current();

    @Test
    void missingLibraries_areNamed() {
        NoClassDefFoundError missing = new NoClassDefFoundError("org/nd4j/linalg/factory/Nd4j");
        missing.initCause(new ClassNotFoundException("org.nd4j.linalg.factory.Nd4j"));

        assertThat(new EngineUnavailableException("dl4j", PLATFORM, missing))
                .hasCause(missing)
                .hasMessageStartingWith("the dl4j engine cannot start on " + PLATFORM)
                .hasMessageContaining("there is no org.nd4j.linalg.factory.Nd4j on the class path. Add"
                        + " org.deeplearning4j:deeplearning4j-nn:1.0.0-M2.1 and org.nd4j:nd4j-native:1.0.0-M2.1")
                .hasMessageEndingWith(PLATFORM.advice());
    }

    @Test
    void nativeLibraryThatDoesNotLoad_isToldFromMissingLibraries() {
        for (Throwable cause : new Throwable[] {
            new UnsatisfiedLinkError("no jnind4jcpu in java.library.path"),
            new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j")
        }) {
            assertThat(new EngineUnavailableException("dl4j", PLATFORM, cause))
                    .hasMessageContaining("its native library did not load (" + cause + ")")
                    .hasMessageEndingWith(PLATFORM.advice());
        }
    }
}
