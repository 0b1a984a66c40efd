package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The check java-engine-only meets the first of these for real. */
class EngineUnavailableExceptionTest {

    @Test
    void missingLibraries_areNamed() {
        NoClassDefFoundError missing = new NoClassDefFoundError("org/nd4j/linalg/factory/Nd4j");
        missing.initCause(new ClassNotFoundException("org.nd4j.linalg.factory.Nd4j"));

        assertThat(new EngineUnavailableException("dl4j", missing))
                .hasCause(missing)
                .hasMessageStartingWith("the dl4j engine cannot start on " + System.getProperty("os.name"))
                .hasMessageContaining("there is no org.nd4j.linalg.factory.Nd4j on the class path. Add"
                        + " org.deeplearning4j:deeplearning4j-nn:1.0.0-M2.1, org.nd4j:nd4j-native:1.0.0-M2.1 and")
                .hasMessageEndingWith("or choose the engine java.");
    }

    @Test
    void nativeLibraryThatDoesNotLoad_isToldFromMissingLibraries() {
        for (Throwable cause : new Throwable[] {
            new UnsatisfiedLinkError("no jnind4jcpu in java.library.path"),
            new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j")
        }) {
            assertThat(new EngineUnavailableException("dl4j", cause))
                    .hasMessageContaining("its native library did not load (" + cause + ")")
                    .hasMessageContaining("Add org.nd4j:nd4j-native:1.0.0-M2.1 with this platform's classifier")
                    .hasMessageEndingWith("see that ~/.javacpp/cache can be written.");
        }
    }
}
