package org.mnist4j.fuzz;

import java.nio.file.Path;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ConfigProblem;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.SweepConfig;

/**
 * Any bytes as a configuration and as a sweep file: rejected with a list of problems, or read as a value that its JSON
 * gives back.
 */
public final class ConfigFuzz {

    private ConfigFuzz() {}

    /** The entry point for Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        Path file = FuzzFile.of("experiment.json", input);
        readExperiment(file);
        readSweep(file);
    }

    private static void readExperiment(Path file) {
        ExperimentConfig config;
        try {
            config = ExperimentConfig.readJson(file);
        } catch (ConfigException e) {
            requireClean(file, e);
            return;
        }
        FuzzFile.require(
                ExperimentConfig.fromJson(config.toJson()).equals(config),
                "its JSON is read as a different configuration");
        FuzzFile.require(config.summary().parameters() > 0, "no parameters");
    }

    private static void readSweep(Path file) {
        SweepConfig sweep;
        try {
            sweep = SweepConfig.readJson(file);
        } catch (ConfigException e) {
            requireClean(file, e);
            return;
        }
        FuzzFile.require(SweepConfig.fromJson(sweep.toJson()).equals(sweep), "its JSON is read as a different sweep");
    }

    private static void requireClean(Path file, ConfigException rejection) {
        FuzzFile.require(!rejection.problems().isEmpty(), "rejected without a problem");
        for (ConfigProblem problem : rejection.problems()) {
            FuzzFile.requireCleanRejection(file, rejection.source(), problem.toString());
        }
    }
}
