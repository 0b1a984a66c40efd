/**
 * How well a classifier bears perturbed images. Start at {@link org.mnist4j.robustness.Robustness}.
 *
 * <p>It measures a classifier of {@code org.mnist4j.model} on the images that {@code org.mnist4j.data.perturb} makes, and gives a
 * {@link org.mnist4j.robustness.RobustnessReport}, which {@code org.mnist4j.report} draws.
 */
@NullMarked
package org.mnist4j.robustness;

import org.jspecify.annotations.NullMarked;
