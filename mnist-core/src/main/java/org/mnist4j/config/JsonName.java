package org.mnist4j.config;

/** An enum constant with a name in JSON, which never changes once published. */
sealed interface JsonName permits Activation, Padding, Initializer, EngineChoice, Metric {

    /** The name in JSON, in camel case, for instance {@code leakyRelu}. */
    String jsonName();
}
