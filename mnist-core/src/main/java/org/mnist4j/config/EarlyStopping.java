package org.mnist4j.config;

/** Whether training may stop before its last epoch, as a value. */
public sealed interface EarlyStopping permits NoEarlyStopping, Patience {}
