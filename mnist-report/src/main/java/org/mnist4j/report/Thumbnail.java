package org.mnist4j.report;

import java.util.Base64;
import java.util.List;
import org.mnist4j.data.ImageDataset;

/**
 * A test image embedded in an HTML page as a data URL, reduced if it is larger than shown.
 *
 * @param source the data URL
 * @param width in CSS pixels
 * @param height in CSS pixels
 */
record Thumbnail(String source, long width, long height) {

    /** Image {@code index}, its longer side about {@code side} CSS pixels and never more than 1.5 times that. */
    static Thumbnail of(ImageDataset images, int index, int side) {
        return of(Pixels.of(images, index).within(side), side);
    }

    private static Thumbnail of(Pixels pixels, int side) {
        double fit = (double) side / Math.max(pixels.width(), pixels.height());
        // An integer scale draws every pixel the same size.
        long zoom = Math.max(1, Math.round(fit));
        String png = Base64.getEncoder().encodeToString(PngRenderer.encode(pixels));
        return new Thumbnail("data:image/png;base64," + png, pixels.width() * zoom, pixels.height() * zoom);
    }

    /** The images, reduced until together they take at most {@code most} characters. */
    static List<Thumbnail> fitting(ImageDataset images, List<Integer> indices, int side, int most) {
        List<Thumbnail> thumbnails = List.of();
        for (int reduced = side; reduced >= 1; reduced /= 2) {
            int limit = reduced;
            thumbnails = indices.stream()
                    .map(index -> of(Pixels.of(images, index).within(limit), side))
                    .toList();
            if (thumbnails.stream().mapToInt(one -> one.source().length()).sum() <= most) {
                break;
            }
        }
        return thumbnails;
    }

    void write(Html html, String description) {
        html.empty(
                "img",
                "src",
                source,
                "width",
                Long.toString(width),
                "height",
                Long.toString(height),
                "alt",
                description);
    }
}
