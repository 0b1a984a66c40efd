package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;

class OpenBlasCoreTest {

    @Test
    void dl4jEngine_namesTheKernelsWhereTheLibraryShowsThem() {
        ExperimentConfig config = ExperimentConfig.preset("seed").toBuilder()
                .engine(EngineChoice.DL4J)
                .build();

        try (TrainingEngine engine = Engines.open(config, 1)) {
            boolean linux = System.getProperty("os.name").equals("Linux")
                    && System.getProperty("os.arch").equals("amd64");
            // Windows' library does not show its tables; there the name may be unknown.
            assertThat(engine.blasCore()).matches(linux ? "[A-Z][A-Z0-9_]+" : "[A-Z][A-Z0-9_]+|unknown");
        }
    }

    @Test
    void javaEngine_usesNone() {
        try (TrainingEngine engine = Engines.open(ExperimentConfig.preset("seed"), 1)) {
            assertThat(engine.blasCore()).isEqualTo("not used");
        }
    }
}
