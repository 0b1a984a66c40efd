package org.mnist4j.fuzz;

import java.nio.file.Path;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ConfigProblem;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.SweepConfig;

/** Any bytes as a configuration file and as a sweep: refused with a list of problems, or a value that its own JSON gives again. */
public final class ConfigFuzz {

    private ConfigFuzz() {}

    /** The entry that Jazzer looks for. */
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
                ExperimentConfig.fromJson(config.toJson()).equals(config), "its JSON gives another configuration");
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
        FuzzFile.require(SweepConfig.fromJson(sweep.toJson()).equals(sweep), "its JSON gives another sweep");
    }

    private static void requireClean(Path file, ConfigException refusal) {
        FuzzFile.require(!refusal.problems().isEmpty(), "a refusal without a problem");
        for (ConfigProblem problem : refusal.problems()) {
            FuzzFile.requireCleanRefusal(file, refusal.source(), problem.toString());
        }
    }
}
