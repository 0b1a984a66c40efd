package org.mnist4j.config;

/** What training makes small, as a value. */
public sealed interface Loss permits CrossEntropy {}
