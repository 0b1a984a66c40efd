/**
 * Perturbations: what pens, cameras and transmission do to images of digits, in five severities, to measure how well a classifier
 * bears them.
 *
 * <p>Start at {@link org.mnist4j.data.perturb.Perturbation}, which lists the families. Each is an {@code Effect} on a
 * {@code Picture}: {@code Shapes} and {@code Pens} change strokes, {@code Warps} move pixels, {@code Noises}, {@code Blurs}, {@code
 * Tones}, {@code Lights}, {@code Overlays} and {@code JpegBlocks} change their values.
 */
@NullMarked
package org.mnist4j.data.perturb;

import org.jspecify.annotations.NullMarked;
