package org.mnist4j.config;

/** The training engine that is used. */
public enum EngineChoice implements JsonName {
    /** The fastest engine that supports every layer of the experiment. */
    AUTO("auto"),
    /**
     * Plain Java loops that skip zeros: no native code, and the same bits with any number of threads, on any machine.
     */
    JAVA("java"),
    /** The engine of the module mnist-dl4j: another library's layers in native code, as a reference. */
    DL4J("dl4j");

    private final String jsonName;

    EngineChoice(String jsonName) {
        this.jsonName = jsonName;
    }

    @Override
    public String jsonName() {
        return jsonName;
    }
}
