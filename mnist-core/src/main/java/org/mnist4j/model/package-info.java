/**
 * Trained networks: {@link org.mnist4j.model.Model} predicts in plain Java from immutable arrays, from any number of
 * threads, and keeps itself in one safetensors file that holds data and no code. An {@link org.mnist4j.model.Ensemble}
 * averages several of them, and a {@link org.mnist4j.model.Classifier} is either.
 *
 * <p>No native library is loaded here. What a model says about images with known labels is measured in {@code
 * org.mnist4j.metrics}.
 */
@NullMarked
package org.mnist4j.model;

import org.jspecify.annotations.NullMarked;
