package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the engine says where its libraries are there and do not load. */
class EngineUnavailabilityTest {

    private static final NativePlatform PLATFORM = NativePlatform.current();

    @Test
    void libraryThatDoesNotLoad_isNamedWithItsCause() {
        for (Throwable cause : new Throwable[] {
            new UnsatisfiedLinkError("no jnind4jcpu in java.library.path"),
            new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j")
        }) {
            assertThat(NativeBackend.unavailable(PLATFORM, cause))
                    .hasCause(cause)
                    .hasMessage("the dl4j engine cannot start: its libraries did not load (" + cause + ") on "
                            + PLATFORM + ". " + PLATFORM.advice());
        }
    }
}
