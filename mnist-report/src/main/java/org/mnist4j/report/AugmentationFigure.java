package org.mnist4j.report;

import java.util.List;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.augment.Augmenter;
import org.mnist4j.data.augment.Workspace;
import org.mnist4j.report.Mark.Anchor;

/** A row per image: the original on the left, then its augmented versions, one per epoch. */
final class AugmentationFigure {
    private static final int EPOCHS = 8;
    private static final double MARGIN = 20;
    private static final double HEADER = 68;
    private static final double PICTURE = 56;
    private static final double GAP = 6;
    private static final double AFTER_ORIGINAL = 18;

    private final ImageDataset images;
    private final List<Integer> indices;
    private final Augmenter augmenter;
    private final FigureBuilder figure = new FigureBuilder();
    private final double pictureWidth;
    private final double pictureHeight;

    private AugmentationFigure(ExperimentConfig config, ImageDataset images, List<Integer> indices) {
        this.images = images;
        this.indices = indices;
        this.augmenter = config.augmenter();
        double fit = PICTURE / Math.max(images.shape().height(), images.shape().width());
        // An integer scale draws every pixel the same size.
        double zoom = fit >= 1 ? Math.round(fit) : fit;
        this.pictureWidth = images.shape().width() * zoom;
        this.pictureHeight = images.shape().height() * zoom;
    }

    static Figure of(ExperimentConfig config, ImageDataset images, List<Integer> indices) {
        return new AugmentationFigure(config, images, indices).draw();
    }

    private Figure draw() {
        String title = "Augmentation";
        String note = Numerals.images(indices.size()) + " of " + images.name() + ", and what epochs 1 to " + EPOCHS
                + " make of " + (indices.size() == 1 ? "it" : "them");
        figure.bold(MARGIN, MARGIN + 13, title, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, note, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        heading("original", 0);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            heading("epoch " + epoch, epoch);
        }
        for (int row = 0; row < indices.size(); row++) {
            row(indices.get(row), MARGIN + HEADER + row * (pictureHeight + GAP));
        }
        double noteWidth = GlyphOutlines.width(note, FigureBuilder.BODY, false);
        double width = Math.max(noteWidth, left(EPOCHS) + pictureWidth - MARGIN);
        double height = MARGIN + HEADER + indices.size() * (pictureHeight + GAP) - GAP + MARGIN;
        return figure.build(width + 2 * MARGIN, height, title + ": " + note);
    }

    private void heading(String text, int column) {
        figure.text(
                left(column) + pictureWidth / 2,
                MARGIN + HEADER - 8,
                text,
                FigureBuilder.SMALL,
                Anchor.MIDDLE,
                Palette.MUTED);
    }

    private void row(int index, double top) {
        String name = "image " + index + " (" + images.classNames().get(images.label(index)) + ")";
        picture(name + ", original", 0, top, Pixels.of(images, index));
        Workspace workspace = augmenter.newWorkspace();
        byte[] target = new byte[images.shape().size()];
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            augmenter.apply(images.pixels(index), epoch, index, target, workspace);
            picture(name + " in epoch " + epoch, epoch, top, Pixels.of(images.shape(), target));
        }
    }

    private void picture(String tooltip, int column, double top, Pixels pixels) {
        FigureBuilder part = new FigureBuilder();
        part.add(new Mark.Picture(left(column), top, pictureWidth, pictureHeight, pixels));
        figure.group(tooltip, part);
    }

    private double left(int column) {
        return MARGIN + column * (pictureWidth + GAP) + (column > 0 ? AFTER_ORIGINAL : 0);
    }
}
