package org.mnist4j.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.MouseDrawing;
import org.mnist4j.data.stroke.Pen;
import org.mnist4j.data.stroke.Strokes;
import org.mnist4j.model.Model;

/**
 * How many digits models recognize that are not from MNIST but drawn: the mouse drawings of mnist-data's tests, and images whose
 * centre lines are redrawn with pens of one to five pixels of 28, on canvases of 28 and 280 pixels, there also slanted. All pass through the
 * preparation that {@code predict} and {@code serve} use.
 */
public final class DrawnDigits {

    private static final double HELD_OUT = 1.0 / 12;
    private static final long SPLIT_SEED = 42;
    private static final int SIDE = 28;
    private static final int[] ENLARGEMENTS = {1, 10};
    private static final int WIDEST_PEN = 5;
    private static final int MEDIUM_PEN = 2;
    private static final int[] SLANTS = {10, 20, 30, 40};

    private final boolean heldOut;
    private final ImageDataset images;
    private final int count;

    private DrawnDigits(boolean heldOut, int count) {
        this.heldOut = heldOut;
        this.images = heldOut
                ? Mnist.loadTrain().stratifiedSplit(HELD_OUT, SPLIT_SEED).validation()
                : Mnist.loadTest();
        this.count = Math.min(count, images.size());
    }

    /** A kind of drawing: how many there are, and whether a model is right about one. */
    private record Kind(String name, int count, Recognition recognition) {}

    private interface Recognition {
        boolean isRight(Model model, int index);
    }

    /**
     * Takes model files, and before them {@code --limit N} to redraw another number than 1,000, and {@code --held-out} to redraw
     * images of the training set that are held out with seed 42, and to leave out the mouse drawings: for choosing settings, for which
     * neither the test set nor the drawings may be used.
     */
    public static void main(String[] arguments) {
        List<Path> files = new ArrayList<>();
        boolean heldOut = false;
        int count = 1000;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--held-out" -> heldOut = true;
                case "--limit" -> count = Integer.parseInt(arguments[++i]);
                default -> files.add(Path.of(arguments[i]));
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("usage: [--held-out] [--limit N] MODEL.safetensors...");
        }
        new DrawnDigits(heldOut, count).print(files);
    }

    private void print(List<Path> files) {
        System.out.println(
                "| drawings |" + files.stream().map(file -> " " + file + " |").reduce("", String::concat));
        System.out.println("| --- |" + " ---: |".repeat(files.size()));
        List<Model> models = files.stream().map(Model::load).toList();
        for (Kind kind : kinds()) {
            StringBuilder row = new StringBuilder("| " + kind.name() + " |");
            for (Model model : models) {
                IntPredicate right = index -> kind.recognition().isRight(model, index);
                long number = IntStream.range(0, kind.count())
                        .parallel()
                        .filter(right)
                        .count();
                row.append(String.format(
                        Locale.ROOT, " %.1f%% (%d of %d) |", 100.0 * number / kind.count(), number, kind.count()));
            }
            System.out.println(row);
        }
    }

    private List<Kind> kinds() {
        List<MouseDrawing> drawings = MouseDrawing.all();
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind("images of " + images.name(), images.size(), this::isRight));
        if (!heldOut) {
            kinds.add(
                    new Kind("mouse drawings", drawings.size(), (model, i) -> isRight(model, drawings.get(i), false)));
            kinds.add(new Kind(
                    "mouse drawings, dark on light",
                    drawings.size(),
                    (model, i) -> isRight(model, drawings.get(i), true)));
        }
        for (int times : ENLARGEMENTS) {
            for (int pen = 1; pen <= WIDEST_PEN; pen++) {
                int width = pen * times;
                String name = String.format(Locale.ROOT, "redrawn at %1$dx%1$d, pen %2$d", SIDE * times, width);
                kinds.add(new Kind(name, count, (model, i) -> isRight(model, i, times, width)));
            }
        }
        for (int slant : SLANTS) {
            String name = String.format(Locale.ROOT, "redrawn at 280x280, pen 20, slanted by %d degrees", slant);
            kinds.add(new Kind(name, count, (model, i) -> isRightWhenSlanted(model, i, slant)));
        }
        return kinds;
    }

    private boolean isRight(Model model, int index) {
        return model.predict(images.pixels(index)).predicted() == images.label(index);
    }

    private static boolean isRight(Model model, MouseDrawing drawing, boolean inverted) {
        byte[] pixels = drawing.pixels();
        return predicted(model, inverted ? MouseDrawing.inverted(pixels) : pixels, drawing.canvas()) == drawing.label();
    }

    private boolean isRight(Model model, int i, int times, double width) {
        byte[] drawn = redrawn(i, times, width);
        return predicted(model, drawn, SIDE * times) == images.label(index(i));
    }

    /** Every other one to the right. */
    private boolean isRightWhenSlanted(Model model, int i, int degrees) {
        int times = ENLARGEMENTS[ENLARGEMENTS.length - 1];
        int side = SIDE * times;
        byte[] drawn = redrawn(i, times, MEDIUM_PEN * times);
        double slant = StrictMath.tan(StrictMath.toRadians(i % 2 == 0 ? degrees : -degrees));
        byte[] slanted = new byte[side * 2 * side]; // twice as wide
        for (int y = 0; y < side; y++) {
            int left = (int) Math.round(side / 2.0 + slant * (side / 2.0 - y));
            System.arraycopy(drawn, y * side, slanted, y * 2 * side + left, side);
        }
        return predicted(model, slanted, side, 2 * side) == images.label(index(i));
    }

    private int index(int i) {
        return (int) ((long) i * images.size() / count);
    }

    private byte[] redrawn(int i, int times, double width) {
        Strokes strokes = Strokes.of(images.pixels(index(i)), SIDE, SIDE).scaledBy(times);
        return Pen.ofWidth(width).draw(strokes, SIDE * times, SIDE * times);
    }

    private static int predicted(Model model, byte[] pixels, int side) {
        return predicted(model, pixels, side, side);
    }

    private static int predicted(Model model, byte[] pixels, int height, int width) {
        ImageShape shape = model.input();
        return model.predict(DigitImage.ofGrey(pixels, height, width, shape, model.inkStatistics())
                        .pixels())
                .predicted();
    }
}
