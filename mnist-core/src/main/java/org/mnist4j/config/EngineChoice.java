package org.mnist4j.config;

/** Which training engine does the arithmetic. */
public enum EngineChoice implements JsonName {
    /** The fastest engine that knows every layer of the experiment. */
    AUTO("auto"),
    /** Deeplearning4j's layers: the reference. */
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
