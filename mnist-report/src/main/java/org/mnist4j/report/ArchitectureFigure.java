package org.mnist4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.config.NetworkSummary;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Point;
import org.mnist4j.report.Mark.Stroke;

/** The network from left to right: images as squares, vectors as columns of units, settings and sizes below. */
final class ArchitectureFigure {
    private static final double MARGIN = 20;
    private static final double HEADER = 56;
    private static final double DRAWING = 250;
    private static final double UNIT = 24;
    private static final int MOST_UNITS = 10;
    private static final double SQUARE = 84;
    private static final int MOST_MAPS = 4;
    private static final double MAP_OFFSET = 7;
    private static final double MIN_PITCH = 118;
    private static final double LINE = 16;
    private static final Stroke LINK = Stroke.solid(Palette.LINK, 0.7);
    private static final Stroke OUTLINE = Stroke.solid(Palette.ACCENT, 1.4);
    private static final Stroke QUIET = Stroke.solid(Palette.MUTED, 1);

    private final String name;
    private final NetworkSummary network;
    private final List<Step> steps;
    private final double pitch;
    private final FigureBuilder figure = new FigureBuilder();

    /** One column of the drawing. */
    private record Step(String kind, List<String> notes, List<Integer> shape) {
        boolean isVector() {
            return shape.size() == 1;
        }

        /** Whether values are processed independently of each other. */
        boolean isElementwise() {
            return kind.equals("dropout") || kind.equals("batchNorm");
        }

        int units() {
            return shape.get(shape.size() - 1);
        }
    }

    private ArchitectureFigure(String name, NetworkSummary network) {
        this.name = name;
        this.network = network;
        this.steps = steps(network);
        double widest =
                steps.stream().mapToDouble(ArchitectureFigure::labelWidth).max().orElse(0);
        this.pitch = Math.ceil(Math.max(MIN_PITCH, widest + 22));
    }

    static Figure of(String name, NetworkSummary network) {
        return new ArchitectureFigure(name, network).draw();
    }

    private Figure draw() {
        String total = Numerals.count(network.parameters()) + " parameters";
        String heading = GlyphOutlines.fit(name, FigureBuilder.TITLE, true, width() - 2 * MARGIN);
        figure.bold(MARGIN, MARGIN + 13, heading, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, total, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        for (int i = 1; i < steps.size(); i++) {
            connect(steps.get(i - 1), centre(i - 1), steps.get(i), centre(i));
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            FigureBuilder part = new FigureBuilder();
            if (step.isVector()) {
                units(part, step, centre(i), i == steps.size() - 1);
            } else {
                maps(part, step, centre(i), i == 0);
            }
            labels(part, step, centre(i));
            figure.group(description(step), part);
        }
        int lines = steps.stream().mapToInt(step -> step.notes().size()).max().orElse(0);
        String chain = steps.stream().map(ArchitectureFigure::description).collect(Collectors.joining("; "));
        return figure.build(
                width(),
                MARGIN + HEADER + DRAWING + 26 + lines * LINE + MARGIN,
                "Architecture of " + name + ": " + chain + "; in total " + total);
    }

    private double width() {
        return Math.max(steps.size() * pitch + 2 * MARGIN, 320);
    }

    private double centre(int step) {
        return MARGIN + (step + 0.5) * pitch;
    }

    private static double middle() {
        return MARGIN + HEADER + DRAWING / 2;
    }

    private static List<Step> steps(NetworkSummary network) {
        return network.layers().stream()
                .map(layer -> new Step(layer.kind(), notes(layer), layer.outputShape()))
                .toList();
    }

    private static List<String> notes(LayerSummary layer) {
        String shape = layer.outputShape().stream().map(String::valueOf).collect(Collectors.joining("x"));
        List<String> notes = new ArrayList<>();
        if (!layer.detail().isEmpty()) {
            notes.addAll(List.of(layer.detail().split(", ")));
        }
        if (layer.outputShape().size() > 1 && !layer.detail().equals(shape)) {
            notes.add(shape);
        } else if (layer.detail().isEmpty()) {
            notes.add(Numerals.count(layer.outputShape().get(0)) + " values");
        }
        if (layer.parameters() > 0) {
            notes.add(Numerals.count(layer.parameters()) + " parameters");
        }
        notes.replaceAll(note -> note.replaceAll("(?<=\\d)x(?=\\d)", " × "));
        return notes;
    }

    private void connect(Step from, double fromX, Step to, double toX) {
        if (from.isVector() && to.isVector()) {
            List<Double> starts = levels(from);
            List<Double> ends = levels(to);
            for (int i = 0; i < starts.size(); i++) {
                for (int j = 0; j < ends.size(); j++) {
                    if (!to.isElementwise() || i == j) {
                        figure.line(fromX, starts.get(i), toX, ends.get(j), LINK);
                    }
                }
            }
        } else if (to.isVector()) {
            double half = SQUARE / 2;
            List<Double> ends = levels(to);
            double front = middle() - half + (Math.min(from.units(), MOST_MAPS) - 1) * MAP_OFFSET;
            figure.line(fromX + half, front, toX, ends.get(0), QUIET);
            figure.line(fromX + half, middle() + half, toX, ends.get(ends.size() - 1), QUIET);
        } else {
            arrow(fromX + SQUARE / 2 + 6, toX - SQUARE / 2 - 6);
        }
    }

    private void arrow(double from, double to) {
        figure.line(from, middle(), to, middle(), QUIET);
        figure.add(new Mark.Polyline(
                List.of(new Point(to - 5, middle() - 4), new Point(to, middle()), new Point(to - 5, middle() + 4)),
                QUIET));
    }

    /** The positions of the units drawn for a vector: all of a short one, the first and last four of a long one. */
    private static List<Double> levels(Step step) {
        int slots = Math.min(step.units(), MOST_UNITS);
        List<Double> levels = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            boolean ellipsis = step.units() > MOST_UNITS && (slot == slots / 2 || slot == slots / 2 - 1);
            if (!ellipsis) {
                levels.add(middle() + (slot - (slots - 1) / 2.0) * UNIT);
            }
        }
        return levels;
    }

    private static void units(FigureBuilder part, Step step, double x, boolean output) {
        List<Double> levels = levels(step);
        boolean values = step.kind().equals("flatten") || step.kind().equals("input");
        for (int i = 0; i < levels.size(); i++) {
            double y = levels.get(i);
            if (values) {
                part.add(new Mark.Rectangle(x - 5, y - 5, 10, 10, Palette.PAPER, QUIET));
            } else if (step.kind().equals("dropout") && i % 3 == 1) {
                part.circle(x, y, 8, Palette.PAPER, Stroke.dashed(Palette.MUTED, 1, 2, 2));
                part.line(x - 4, y - 4, x + 4, y + 4, QUIET);
                part.line(x - 4, y + 4, x + 4, y - 4, QUIET);
            } else {
                part.circle(x, y, 8, output ? Palette.ACCENT : Palette.PAPER, OUTLINE);
            }
        }
        if (step.units() > MOST_UNITS) {
            for (int dot = -1; dot <= 1; dot++) {
                part.circle(x, middle() + dot * 9, 1.8, Palette.MUTED, Stroke.NONE);
            }
        }
    }

    private static void maps(FigureBuilder part, Step step, double x, boolean input) {
        int drawn = Math.min(step.units(), MOST_MAPS);
        double side = SQUARE - (drawn - 1) * MAP_OFFSET;
        for (int map = 0; map < drawn; map++) {
            double left = x - SQUARE / 2 + map * MAP_OFFSET;
            double top = middle() - SQUARE / 2 + map * MAP_OFFSET;
            Stroke edge = input ? QUIET : OUTLINE;
            part.add(new Mark.Rectangle(left, top, side, side, Palette.PAPER, edge));
            for (int cell = 1; map == drawn - 1 && cell < 7; cell++) {
                double along = cell * side / 7;
                part.line(left + along, top, left + along, top + side, LINK);
                part.line(left, top + along, left + side, top + along, LINK);
            }
        }
    }

    private static void labels(FigureBuilder part, Step step, double x) {
        double y = MARGIN + HEADER + DRAWING + 22;
        part.bold(x, y, step.kind(), FigureBuilder.BODY, Anchor.MIDDLE, Palette.INK);
        for (String note : step.notes()) {
            y += LINE;
            part.text(x, y, note, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        }
    }

    private static double labelWidth(Step step) {
        double kind = GlyphOutlines.width(step.kind(), FigureBuilder.BODY, true);
        return step.notes().stream()
                .mapToDouble(note -> GlyphOutlines.width(note, FigureBuilder.SMALL, false))
                .reduce(kind, Math::max);
    }

    private static String description(Step step) {
        return step.kind() + " (" + String.join(", ", step.notes()) + ")";
    }
}
