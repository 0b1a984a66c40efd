package org.mnist4j.config;

/** The values that a {@link RandomSearch} draws from for one field of an experiment; {@link Ranges} has them all. */
public sealed interface Range permits Uniform, LogUniform, Integers, Choices {}
