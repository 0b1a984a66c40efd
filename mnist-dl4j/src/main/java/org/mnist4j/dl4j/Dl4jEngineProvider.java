package org.mnist4j.dl4j;

import java.io.IOException;
import java.util.List;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.spi.EngineCheck;
import org.mnist4j.spi.EngineProvider;
import org.mnist4j.spi.GradientEngine;

/** Registers the {@code dl4j} engine; found by {@link java.util.ServiceLoader}, not called by applications. */
public final class Dl4jEngineProvider implements EngineProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Dl4jEngineProvider() {}

    @Override
    public EngineChoice engine() {
        return EngineChoice.DL4J;
    }

    @Override
    public GradientEngine open(ExperimentConfig config) {
        NativePlatform platform = NativePlatform.current();
        if (platform.libc() == NativePlatform.Libc.MUSL) {
            // Trying would end the JVM.
            throw NativeBackend.unavailable(platform, null);
        }
        try {
            NativeCache.choose();
            return new Dl4jEngine(config);
        } catch (LinkageError | IllegalStateException | IOException e) {
            throw NativeBackend.unavailable(platform, e);
        }
    }

    @Override
    public List<EngineCheck> check() {
        return NativeCheck.all();
    }
}
