package org.mnist4j.config;

/** The function that training minimizes, as a value. */
public sealed interface Loss permits CrossEntropy {}
