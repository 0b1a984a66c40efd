package org.mnist4j.config;

/** How large gradients are clipped, as a value. */
public sealed interface GradientClipping permits NoClipping, ClipByNorm {}
