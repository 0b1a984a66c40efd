package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.engine.Engines;
import org.mnist4j.engine.TrainingEngine;

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
}
