package org.mnist4j.engine;

import java.util.Locale;
import java.util.stream.Stream;
import org.mnist4j.config.EngineChoice;

/**
 * The engine that the tests of this package and of {@code org.mnist4j.train} are about: the {@code java} engine, unless a
 * module with another engine runs them with {@code mnist4j.test.engine}.
 */
public final class TestEngines {

    /** The engine under test. */
    public static final EngineChoice UNDER_TEST = EngineChoice.valueOf(
            System.getProperty("mnist4j.test.engine", "java").toUpperCase(Locale.ROOT));

    private TestEngines() {}

    /** The engine under test, as a source of arguments. */
    public static Stream<EngineChoice> underTest() {
        return Stream.of(UNDER_TEST);
    }
}
