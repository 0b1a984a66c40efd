/**
 * Strokes of a pen: which pixels are ink, the centre lines of a drawing, and drawing them again with another pen.
 *
 * <p>Start at {@link org.mnist4j.data.stroke.Strokes}: an image becomes {@code Ink}, {@code Ink} its {@code Skeleton}, that the
 * polylines of {@code Strokes}, which a {@code Pen} draws. Everything is exact or in a fixed order of {@code double} operations, so
 * its bits are the same everywhere.
 *
 * <p>Not exported: for this library's own perturbations, augmentation and tests.
 */
@NullMarked
package org.mnist4j.data.stroke;

import org.jspecify.annotations.NullMarked;
