package org.mnist4j.config;

/** How gradients that are too long are shortened, as a value. */
public sealed interface GradientClipping permits NoClipping, ClipByNorm {}
