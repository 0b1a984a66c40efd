package org.mnist4j.spi;

/**
 * The outcome of one check of an engine.
 *
 * @param name what was checked, such as {@code native backend}; stable
 * @param passed whether it is as it should be
 * @param found what was found
 * @param meaning what that means for the use of the engine; empty if passed
 * @param fix how to fix it; empty if passed
 */
public record EngineCheck(String name, boolean passed, String found, String meaning, String fix) {

    /** A check that passed. */
    public static EngineCheck passed(String name, String found) {
        return new EngineCheck(name, true, found, "", "");
    }

    /** A check that failed. */
    public static EngineCheck failed(String name, String found, String meaning, String fix) {
        return new EngineCheck(name, false, found, meaning, fix);
    }
}
