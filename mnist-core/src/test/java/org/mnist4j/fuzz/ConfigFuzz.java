package org.mnist4j.fuzz;

import java.nio.file.Path;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ConfigProblem;
import org.mnist4j.config.ExperimentConfig;

/** Any bytes as a configuration file: refused with a list of problems, or a value that its own JSON gives again. */
public final class ConfigFuzz {

    private ConfigFuzz() {}

    /** The entry that Jazzer looks for. */
    public static void fuzzerTestOneInput(byte[] input) {
        Path file = FuzzFile.of("experiment.json", input);
        ExperimentConfig config;
        try {
            config = ExperimentConfig.readJson(file);
        } catch (ConfigException e) {
            FuzzFile.require(!e.problems().isEmpty(), "a refusal without a problem");
            for (ConfigProblem problem : e.problems()) {
                FuzzFile.requireCleanRefusal(file, e.source(), problem.toString());
            }
            return;
        }
        FuzzFile.require(
                ExperimentConfig.fromJson(config.toJson()).equals(config), "its JSON gives another configuration");
        FuzzFile.require(config.summary().parameters() > 0, "no parameters");
    }
}
