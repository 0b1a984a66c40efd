package org.mnist4j.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.Tensor;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;

/** The weights of each unit or filter of the first layer, drawn as an image. */
final class WeightsFigure {
    private static final double MARGIN = 20;
    private static final double HEADER = 50;
    private static final double LEGEND = 44;
    private static final double TILE = 56;
    private static final double GAP = 4;
    private static final int COLUMNS = 16;
    private static final int SWATCHES = 21;
    private static final double SWATCH = 12;
    private static final int STEPS = 15;
    private static final double SHOWN_EXACTLY = 0.995;

    private final LayerSummary layer;
    private final boolean filters;
    private final ImageShape shape; // of the weights of one unit: the image's, or the kernel's
    private final float[] weights; // [units][height][width][channels], or [filters][channels][height][width]
    private final int units;
    private final int count;
    private final double most;
    private final int block;
    private final double tileWidth;
    private final double tileHeight;
    private final FigureBuilder figure = new FigureBuilder();

    private WeightsFigure(Model model, LayerSummary layer, int count) {
        this.layer = layer;
        List<Integer> sides = layer.tensors().get(0).shape();
        this.filters = sides.size() == 4;
        this.shape = filters
                ? ImageShape.of(sides.get(2), sides.get(3), sides.get(1))
                : model.config().input();
        String name = layer.tensors().get(0).name();
        this.weights = model.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .map(Tensor::values)
                .findFirst()
                .orElseThrow();
        this.units = weights.length / shape.size();
        this.count = Math.min(count, units);
        this.most = scale(weights);
        int longer = Math.max(shape.height(), shape.width());
        this.block = (int) Math.ceil(longer / TILE);
        double fit = TILE / longer;
        double zoom = fit >= 1 ? Math.floor(fit) : fit;
        this.tileWidth = shape.width() * zoom;
        this.tileHeight = shape.height() * zoom;
    }

    /**
     * The layer whose weights correspond to pixels: the first with parameters, if it is dense or a convolution.
     */
    static Optional<LayerSummary> layer(Model model) {
        return model.config().summary().layers().stream()
                .filter(layer -> !layer.tensors().isEmpty())
                .limit(1)
                .filter(layer -> {
                    List<Integer> weight = layer.tensors().get(0).shape();
                    return weight.size() == 4
                            || (weight.size() == 2
                                    && weight.get(1) == model.config().input().size());
                })
                .findFirst();
    }

    static Figure of(Model model, LayerSummary layer, int count) {
        return new WeightsFigure(model, layer, count).draw();
    }

    private Figure draw() {
        String title = "First-layer weights";
        String shown = count == units
                ? "all " + Numerals.count(units)
                : "the first " + Numerals.count(count) + " of " + Numerals.count(units);
        String one = filters ? " filter" : " unit";
        String note = shown + one + (units == 1 ? "" : "s") + " of " + layer.path() + ", one weight per pixel"
                + (filters ? " of " + shape.height() + " × " + shape.width() : "");
        figure.bold(MARGIN, MARGIN + 13, title, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, note, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        int columns = Math.min(COLUMNS, count);
        for (int unit = 0; unit < count; unit++) {
            double x = MARGIN + unit % columns * (tileWidth + GAP);
            double y = MARGIN + HEADER + unit / columns * (tileHeight + GAP);
            tile(unit, x, y);
        }
        int rows = (count + columns - 1) / columns;
        double bottom = MARGIN + HEADER + rows * (tileHeight + GAP);
        legend(bottom + 12);
        double width = Math.max(
                Math.max(columns * (tileWidth + GAP) - GAP, SWATCHES * SWATCH + 130),
                GlyphOutlines.width(note, FigureBuilder.BODY, false));
        return figure.build(width + 2 * MARGIN, bottom + LEGEND + MARGIN, title + ": " + note);
    }

    private void tile(int unit, double x, double y) {
        int width = (shape.width() + block - 1) / block;
        int height = (shape.height() + block - 1) / block;
        int[] rgb = new int[height * width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                rgb[row * width + column] = Palette.diverging(stepped(mean(unit, column * block, row * block) / most));
            }
        }
        double norm = 0;
        for (int i = unit * shape.size(); i < (unit + 1) * shape.size(); i++) {
            norm += (double) weights[i] * weights[i];
        }
        FigureBuilder part = new FigureBuilder();
        part.add(new Mark.Picture(x, y, tileWidth, tileHeight, Pixels.colour(width, height, rgb)));
        part.frame(x - 0.5, y - 0.5, tileWidth + 1, tileHeight + 1, Stroke.solid(Palette.RULE, 1));
        figure.group(
                (filters ? "filter " : "unit ") + unit + ", length " + Numerals.decimals(Math.sqrt(norm), 2, ""), part);
    }

    /** The mean weight of a block of pixels; a block is one pixel unless the images are large. */
    private double mean(int unit, int left, int top) {
        double sum = 0;
        int count = 0;
        for (int y = top; y < Math.min(shape.height(), top + block); y++) {
            for (int x = left; x < Math.min(shape.width(), left + block); x++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    sum += weight(unit, y, x, channel);
                    count++;
                }
            }
        }
        return sum / count;
    }

    private float weight(int unit, int y, int x, int channel) {
        int pixel = y * shape.width() + x;
        int at = filters ? channel * shape.height() * shape.width() + pixel : pixel * shape.channels() + channel;
        return weights[unit * shape.size() + at];
    }

    private void legend(double y) {
        for (int i = 0; i < SWATCHES; i++) {
            double value = 2.0 * i / (SWATCHES - 1) - 1;
            figure.fill(MARGIN + i * SWATCH, y, SWATCH, 10, Palette.diverging(value));
        }
        figure.frame(MARGIN, y, SWATCHES * SWATCH, 10, Stroke.solid(Palette.RULE, 1));
        String end = Numerals.decimals(most, 2, "");
        double line = y + 25;
        double right = MARGIN + SWATCHES * SWATCH;
        figure.text(MARGIN, line, "−" + end, FigureBuilder.SMALL, Anchor.START, Palette.MUTED);
        figure.text((MARGIN + right) / 2, line, "0", FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        figure.text(right, line, "+" + end, FigureBuilder.SMALL, Anchor.END, Palette.MUTED);
        String more = shape.channels() == 1 ? "and beyond" : "mean of channels";
        figure.text(right + 8, y + 9, more, FigureBuilder.SMALL, Anchor.START, Palette.MUTED);
    }

    /** Few colours suffice and compress better. */
    private static double stepped(double value) {
        return (double) Math.round(Math.min(1, Math.max(-1, value)) * STEPS) / STEPS;
    }

    /** A bound that few weights exceed, so that outliers do not make all others pale. */
    private static double scale(float[] weights) {
        float[] sorted = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            sorted[i] = Math.abs(weights[i]);
        }
        Arrays.sort(sorted);
        float size = sorted[(int) (SHOWN_EXACTLY * (sorted.length - 1))];
        return size > 0 ? size : 1;
    }
}
