package org.mnist4j.engine;

import org.mnist4j.config.ExperimentConfig;

/** Chooses and opens the engine an experiment asks for. */
public final class Engines {

    private Engines() {}

    /**
     * Opens an engine with freshly drawn parameters.
     *
     * @param threads how many threads it may use; the parameters it trains do not depend on it
     * @throws EngineUnavailableException if its libraries are not on the class path, or its native library cannot be loaded
     *     on this machine
     */
    public static TrainingEngine open(ExperimentConfig config, int threads) {
        ParameterUpdate update = ParameterUpdate.of(config.training());
        return open(config, threads, EngineState.initial(ParameterInitializer.draw(config), update));
    }

    /**
     * Opens an engine that goes on where another of the same experiment was.
     *
     * @param threads how many threads it may use; the parameters it trains do not depend on it
     * @param state what {@link TrainingEngine#state()} gave
     * @throws IllegalArgumentException if the state is not of this experiment's size
     * @throws EngineUnavailableException if its native library cannot be loaded on this machine
     */
    public static TrainingEngine open(ExperimentConfig config, int threads, EngineState state) {
        long parameters = config.summary().values();
        boolean two = hasSecondMoments(config);
        if (state.parameters().length != parameters
                || state.secondMoments().length != (two ? parameters : 0)
                || state.averages().length != (hasAverages(config) ? parameters : 0)) {
            throw new IllegalArgumentException("the state has " + state.parameters().length + " parameters, "
                    + state.secondMoments().length + " second moments and " + state.averages().length
                    + " averages, the network " + parameters);
        }
        return switch (config.training().engine()) {
            case AUTO, JAVA -> new JavaEngine(config, state, threads);
            case DL4J -> openDl4j(config, state);
        };
    }

    /** Whether the experiment's optimizer remembers two numbers per parameter, and a state so has second moments. */
    public static boolean hasSecondMoments(ExperimentConfig config) {
        return ParameterUpdate.of(config.training().optimizer()).remembersTwo();
    }

    /** Whether the experiment averages its parameters over the steps, and a state so has averages. */
    public static boolean hasAverages(ExperimentConfig config) {
        return ParameterUpdate.of(config.training()).averages();
    }

    private static TrainingEngine openDl4j(ExperimentConfig config, EngineState state) {
        NativePlatform platform = NativePlatform.current();
        if (platform.libc() == NativePlatform.Libc.MUSL) {
            // Trying would end the JVM.
            throw new EngineUnavailableException("dl4j", platform, null);
        }
        try {
            return new Dl4jEngine(config, state);
        } catch (LinkageError | IllegalStateException e) {
            throw new EngineUnavailableException("dl4j", platform, e);
        }
    }
}
