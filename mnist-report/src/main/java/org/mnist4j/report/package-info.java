/**
 * Figures of an experiment, as PNG and as SVG, and one HTML page with all of them.
 *
 * <p>{@link org.mnist4j.report.Figures} creates from an evaluation, a history or a configuration a {@link
 * org.mnist4j.report.Figure}: a list of marks that two renderers draw, one as SVG text, one as PNG. Text in the
 * PNG is drawn from glyph outlines that come with the library: no installed font, display or native library is needed. {@link
 * org.mnist4j.report.HtmlReport} puts figures and tables on one page.
 */
@NullMarked
package org.mnist4j.report;

import org.jspecify.annotations.NullMarked;
