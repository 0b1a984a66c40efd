package org.mnist4j.config;

/** What training minimizes, as a value. */
public sealed interface Loss permits CrossEntropy {}
