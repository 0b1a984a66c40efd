package org.mnist4j.engine;

import org.mnist4j.config.ExperimentConfig;

/** Chooses and opens the engine an experiment asks for. */
public final class Engines {

    private Engines() {}

    /**
     * Opens an engine with freshly drawn parameters.
     *
     * @param threads how many threads it may use; the parameters it trains do not depend on it
     * @throws EngineUnavailableException if its native library cannot be loaded on this machine
     */
    public static TrainingEngine open(ExperimentConfig config, int threads) {
        float[] parameters = ParameterInitializer.draw(config);
        return switch (config.training().engine()) {
            case AUTO, JAVA -> new JavaEngine(config, parameters, threads);
            case DL4J -> openDl4j(config, parameters);
        };
    }

    private static TrainingEngine openDl4j(ExperimentConfig config, float[] parameters) {
        NativePlatform platform = NativePlatform.current();
        if (platform.libc() == NativePlatform.Libc.MUSL) {
            // Trying would end the JVM.
            throw new EngineUnavailableException("dl4j", platform, null);
        }
        try {
            return new Dl4jEngine(config, parameters);
        } catch (LinkageError | IllegalStateException e) {
            throw new EngineUnavailableException("dl4j", platform, e);
        }
    }
}
