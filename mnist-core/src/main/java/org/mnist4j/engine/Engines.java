package org.mnist4j.engine;

import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.spi.EngineProvider;
import org.mnist4j.spi.EngineUnavailableException;

/** Chooses and opens the engine an experiment asks for. */
public final class Engines {

    private Engines() {}

    /**
     * Opens an engine with freshly drawn parameters.
     *
     * @param threads how many threads it may use; the parameters it trains do not depend on it
     * @throws EngineUnavailableException if its module or its libraries are missing, or cannot be loaded on this
     *     machine
     */
    public static TrainingEngine open(ExperimentConfig config, int threads) {
        ParameterUpdate update = ParameterUpdate.of(config.training());
        return open(config, threads, EngineState.initial(ParameterInitializer.draw(config), update));
    }

    /**
     * Opens an engine in the state that another of the same experiment had.
     *
     * @param threads how many threads it may use; the parameters it trains do not depend on it
     * @param state what {@link TrainingEngine#state()} gave
     * @throws IllegalArgumentException if the state is not of this experiment's size
     * @throws EngineUnavailableException if its module or its libraries are missing, or cannot be loaded on this
     *     machine
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
            case AUTO, JAVA -> openJava(config, state, threads);
            case DL4J -> openProvided(EngineChoice.DL4J, config, state);
        };
    }

    /** Whether the experiment's optimizer remembers two numbers per parameter, and a state so has second moments. */
    public static boolean hasSecondMoments(ExperimentConfig config) {
        return ParameterUpdate.of(config.training().optimizer()).hasSecondMoments();
    }

    /** Whether the experiment averages its parameters over the steps, and a state so has averages. */
    public static boolean hasAverages(ExperimentConfig config) {
        return ParameterUpdate.of(config.training()).hasAverages();
    }

    private static TrainingEngine openJava(ExperimentConfig config, EngineState state, int threads) {
        KernelLog.engineOpened();
        return new JavaEngine(config, state, threads);
    }

    private static TrainingEngine openProvided(EngineChoice choice, ExperimentConfig config, EngineState state) {
        EngineProvider provider = EngineProvider.installed().stream()
                .filter(candidate -> candidate.engine() == choice)
                .findFirst()
                .orElseThrow(() -> missingModule(choice));
        return new ProvidedEngine(choice.jsonName(), provider.open(config), config, state);
    }

    private static EngineUnavailableException missingModule(EngineChoice choice) {
        String module = "mnist-" + choice.jsonName();
        return new EngineUnavailableException(
                choice.jsonName(),
                "the module " + module + " is not on the class path. Add to the dependencies:\n"
                        + "<dependency><groupId>org.mnist4j</groupId><artifactId>" + module + "</artifactId><version>"
                        + BuildInfo.current().version() + "</version></dependency>\n"
                        + "The java engine needs no other module: leave training.engine at \"auto\", or set it to \"java\".",
                null);
    }
}
