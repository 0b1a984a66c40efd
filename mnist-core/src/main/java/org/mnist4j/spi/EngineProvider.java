package org.mnist4j.spi;

import java.util.List;
import java.util.ServiceLoader;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;

/**
 * A training engine outside this module, found by {@link ServiceLoader}. Creating a provider must not load native
 * code; {@link #open} does.
 */
public interface EngineProvider {

    /** The providers on the class path. */
    static List<EngineProvider> installed() {
        // By the loader of this class: a thread's context loader may not see the application's libraries.
        return ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** The value of {@code training.engine} that selects this engine. */
    EngineChoice engine();

    /**
     * Opens the engine for one experiment.
     *
     * @throws EngineUnavailableException if its libraries are missing or cannot be loaded on this machine; the message says
     *     what to add
     */
    GradientEngine open(ExperimentConfig config);

    /**
     * Checks whether the engine can start on this machine. It may take seconds, and must leave this JVM intact whatever
     * happens.
     */
    List<EngineCheck> check();
}
