/**
 * Serves a model over HTTP on the local machine: {@link org.mnist4j.serve.PredictionServer} has a drawing page and a JSON
 * endpoint, and {@link org.mnist4j.serve.DrawPage} writes the page as one file with the model in it.
 *
 * <p>A request is checked by {@code RequestRules}, is read by {@code Drawing}, prepared by
 * {@link org.mnist4j.data.DigitImage}, and answered by {@link org.mnist4j.model.Model}. No request can access a file.
 */
@NullMarked
package org.mnist4j.serve;

import org.jspecify.annotations.NullMarked;
