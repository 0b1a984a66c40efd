package org.mnist4j.report;

import java.util.List;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;

/** A grid of images, each above its predicted class, the probability and the true class. */
final class PredictionsFigure {
    private static final int COLUMNS = 8;
    private static final double MARGIN = 20;
    private static final double HEADER = 50;
    private static final double PICTURE = 84;
    private static final double MAX_NAME = 110;
    private static final double GAP = 16;
    private static final double BIG = 13;

    private final ImageDataset images;
    private final Predictions predictions;
    private final List<Integer> indices;
    private final double pictureWidth;
    private final double pictureHeight;
    private final double cellWidth;
    private final double cellHeight;
    private final FigureBuilder figure = new FigureBuilder();

    private PredictionsFigure(ImageDataset images, Predictions predictions, List<Integer> indices) {
        this.images = images;
        this.predictions = predictions;
        this.indices = indices;
        int height = images.shape().height();
        int width = images.shape().width();
        double fit = PICTURE / Math.max(height, width);
        // An integer scale draws every pixel the same size.
        double zoom = fit >= 1 ? Math.round(fit) : fit;
        this.pictureWidth = width * zoom;
        this.pictureHeight = height * zoom;
        double caption = indices.stream().mapToDouble(this::captionWidth).max().orElse(0);
        this.cellWidth = Math.ceil(Math.max(Math.max(pictureWidth, PICTURE), caption) + GAP);
        this.cellHeight = Math.ceil(pictureHeight + 56);
    }

    static Figure of(ImageDataset images, Predictions predictions, List<Integer> indices, String title, String note) {
        return new PredictionsFigure(images, predictions, indices).draw(title, note);
    }

    private Figure draw(String title, String note) {
        figure.bold(MARGIN, MARGIN + 13, title, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, note, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        for (int position = 0; position < indices.size(); position++) {
            double x = MARGIN + position % COLUMNS * cellWidth;
            double y = MARGIN + HEADER + position / COLUMNS * cellHeight;
            example(indices.get(position), x, y);
        }
        double titleWidth = Math.max(
                GlyphOutlines.width(title, FigureBuilder.TITLE, true),
                GlyphOutlines.width(note, FigureBuilder.BODY, false));
        int columns = Math.min(COLUMNS, indices.size());
        int rows = (indices.size() + COLUMNS - 1) / COLUMNS;
        double width = Math.max(titleWidth, columns * cellWidth - GAP);
        return figure.build(width + 2 * MARGIN, MARGIN + HEADER + rows * cellHeight, title + ": " + note);
    }

    private void example(int index, double x, double y) {
        boolean correct = predictions.correct(index);
        FigureBuilder part = new FigureBuilder();
        part.add(new Mark.Picture(x, y, pictureWidth, pictureHeight, Pixels.of(images, index)));
        if (!correct) {
            part.frame(x - 2.5, y - 2.5, pictureWidth + 5, pictureHeight + 5, Stroke.solid(Palette.WRONG, 3));
        }
        String predicted = name(predictions.predicted(index), BIG, true);
        double line = y + pictureHeight + 18;
        part.bold(x, line, predicted, BIG, Anchor.START, correct ? Palette.INK : Palette.WRONG)
                .orElse(FigureBuilder.number(predictions.predicted(index)));
        part.text(
                x + room(index) + 6,
                line,
                Numerals.probability(predictions.confidence(index)),
                FigureBuilder.SMALL,
                Anchor.START,
                Palette.MUTED);
        if (correct) {
            part.text(x, line + 16, truth(index), FigureBuilder.SMALL, Anchor.START, Palette.MUTED);
        } else {
            part.bold(x, line + 16, truth(index), FigureBuilder.SMALL, Anchor.START, Palette.WRONG);
        }
        part.orElse(truth(index, FigureBuilder.number(predictions.label(index))));
        figure.group(tooltip(index), part);
    }

    private double captionWidth(int index) {
        double first = room(index)
                + 6
                + GlyphOutlines.width(Numerals.probability(predictions.confidence(index)), FigureBuilder.SMALL, false);
        return Math.max(first, GlyphOutlines.width(truth(index), FigureBuilder.SMALL, true));
    }

    /** The width of the predicted class, by its name or, where there may be no font for it, its number. */
    private double room(int index) {
        int predicted = predictions.predicted(index);
        String name = name(predicted, BIG, true);
        double number =
                GlyphOutlines.covers(name) ? 0 : GlyphOutlines.width(FigureBuilder.number(predicted), BIG, true);
        return Math.max(number, GlyphOutlines.width(name, BIG, true));
    }

    private String truth(int index) {
        return truth(index, name(predictions.label(index), FigureBuilder.SMALL, true));
    }

    private String truth(int index, String name) {
        return (predictions.correct(index) ? "✓ true " : "✗ true ") + name;
    }

    private String tooltip(int index) {
        List<String> names = predictions.classNames();
        String truth = names.get(predictions.label(index));
        return "image " + index + ": predicted "
                + names.get(predictions.predicted(index)) + " with probability "
                + Numerals.probability(predictions.confidence(index)) + ", true " + truth
                + (predictions.correct(index)
                        ? ""
                        : ", which got "
                                + Numerals.probability(predictions.probability(index, predictions.label(index))));
    }

    private String name(int clazz, double size, boolean bold) {
        return GlyphOutlines.fit(predictions.classNames().get(clazz), size, bold, MAX_NAME);
    }
}
