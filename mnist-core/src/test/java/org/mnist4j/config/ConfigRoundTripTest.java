package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON of any valid configuration, in any layout, is read back as an equal configuration. */
class ConfigRoundTripTest {

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(1_000, 1_100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyConfig_throughAFileInAnyLayout_isTheSameValue(long seed) throws IOException {
        ExperimentConfig config = RandomConfigs.ofSeed(seed);
        String compact = new JsonMapper().readTree(config.toJson()).toString();

        for (String json : new String[] {config.toJson(), compact, "\uFEFF" + compact, "\r\n\t " + compact + "\n \n"}) {
            Path file = Files.writeString(folder.resolve("experiment.json"), json);
            ExperimentConfig read = ExperimentConfig.readJson(file);

            assertThat(read).isEqualTo(config).hasSameHashCodeAs(config);
            assertThat(read.toJson()).isEqualTo(config.toJson());
            assertThat(read.sha256()).isEqualTo(config.sha256());
        }
    }
}
