/**
 * A model behind HTTP, for the machine it runs on: {@link org.mnist4j.serve.PredictionServer} serves a page to draw on
 * and answers drawings in JSON.
 *
 * <p>A request goes through {@code RequestRules}, is read by {@code Drawing}, prepared by
 * {@link org.mnist4j.data.DigitImage}, and answered by {@link org.mnist4j.model.Model}. No request can reach a file.
 */
@NullMarked
package org.mnist4j.serve;

import org.jspecify.annotations.NullMarked;
