/**
 * Trained networks: {@link org.mnist4j.model.Model} predicts in plain Java, from any number of threads, and is stored
 * in one safetensors file, which contains data and no code. An {@link org.mnist4j.model.Ensemble} averages several
 * models; {@link org.mnist4j.model.Classifier} is the common interface.
 *
 * <p>No native library is loaded here. {@code org.mnist4j.metrics} evaluates predictions for images with known labels.
 */
@NullMarked
package org.mnist4j.model;

import org.jspecify.annotations.NullMarked;
