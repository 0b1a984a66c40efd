package org.mnist4j.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;

/**
 * What calibrated models say of pictures that show no digit: drawn by this program, prepared as {@code predict} does, and either
 * refused as several marks, called unsure, or taken for a digit.
 */
public final class NoDigits {

    private static final ImageShape INPUT = ImageShape.of(28, 28, 1);
    private static final int PICTURES = 500;

    /** Ends of straight strokes, x y in 0..4, of capital letters that are no digits. */
    private static final List<int[][]> LETTERS = List.of(
            new int[][] {{0, 4, 2, 0, 4, 4}, {1, 2, 3, 2}}, // A
            new int[][] {{4, 0, 0, 0, 0, 4, 4, 4}, {0, 2, 3, 2}}, // E
            new int[][] {{4, 0, 0, 0, 0, 4}, {0, 2, 3, 2}}, // F
            new int[][] {{0, 0, 0, 4}, {4, 0, 4, 4}, {0, 2, 4, 2}}, // H
            new int[][] {{0, 0, 0, 4}, {4, 0, 0, 2, 4, 4}}, // K
            new int[][] {{0, 0, 0, 4, 4, 4}}, // L
            new int[][] {{0, 4, 0, 0, 2, 3, 4, 0, 4, 4}}, // M
            new int[][] {{0, 4, 0, 0, 4, 4, 4, 0}}, // N
            new int[][] {{0, 0, 4, 0}, {2, 0, 2, 4}}, // T
            new int[][] {{0, 0, 2, 4, 4, 0}}, // V
            new int[][] {{0, 0, 1, 4, 2, 1, 3, 4, 4, 0}}, // W
            new int[][] {{0, 0, 4, 4}, {4, 0, 0, 4}}); // X

    private static final Map<String, Painter> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("screenshots", NoDigits::screenshot);
        KINDS.put("bar charts", NoDigits::bars);
        KINDS.put("line charts", NoDigits::lines);
        KINDS.put("capital letters", NoDigits::letter);
        KINDS.put("scribbles", NoDigits::scribble);
        KINDS.put("filled polygons", NoDigits::polygon);
        KINDS.put("noise", NoDigits::noise);
    }

    private NoDigits() {}

    /** Draws black on white. */
    private interface Painter {
        void paint(Graphics2D graphics, int side, SplittableRandom random);
    }

    /** Takes model files that are calibrated, and {@code --pictures DIR} to write one picture of each kind. */
    public static void main(String[] arguments) throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--pictures")) {
                write(Files.createDirectories(Path.of(arguments[++i])));
            } else {
                files.add(Path.of(arguments[i]));
            }
        }
        for (Path file : files) {
            table(file, Model.load(file));
        }
    }

    private static void write(Path folder) throws Exception {
        for (String kind : KINDS.keySet()) {
            ImageIO.write(
                    picture(kind, 0),
                    "png",
                    folder.resolve(kind.replace(' ', '-') + ".png").toFile());
        }
    }

    private static void table(Path file, Model model) {
        model.calibration().orElseThrow(() -> new IllegalArgumentException(file + " is not calibrated"));
        System.out.println("| " + file + " | refused as several marks | unsure | sure |");
        System.out.println("| --- | --- | --- | --- |");
        for (String kind : KINDS.keySet()) {
            int[] counts = new int[3];
            for (int i = 0; i < PICTURES; i++) {
                byte[] pixels = ((DataBufferByte) picture(kind, i).getRaster().getDataBuffer()).getData();
                int side = (int) Math.sqrt(pixels.length);
                DigitImage image = DigitImage.ofGrey(pixels, side, side, INPUT);
                counts[image.marks() > 1 ? 0 : verdict(model.predict(image.pixels()))]++;
            }
            row(kind, counts);
        }
        ImageDataset digits = Mnist.loadTest();
        int[] counts = new int[3];
        for (int i = 0; i < digits.size(); i++) {
            counts[verdict(model.predict(digits.pixels(i)))]++;
        }
        row("MNIST's test images", counts);
        System.out.println();
    }

    private static int verdict(Prediction prediction) {
        return prediction.isSure() ? 2 : 1;
    }

    private static void row(String kind, int[] counts) {
        double all = (counts[0] + counts[1] + counts[2]) / 100.0;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f%% | %.1f%% | %.1f%% |%n",
                kind,
                counts[0] / all,
                counts[1] / all,
                counts[2] / all);
    }

    private static BufferedImage picture(String kind, int index) {
        SplittableRandom random = new SplittableRandom(31L * index + kind.hashCode());
        int side = 200;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, side, side);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(2));
        KINDS.get(kind).paint(graphics, side, random);
        graphics.dispose();
        return image;
    }

    /** A window with a title bar, a button and lines of text. */
    private static void screenshot(Graphics2D g, int side, SplittableRandom random) {
        g.drawRect(8, 8, side - 16, side - 16);
        g.fillRect(8, 8, side - 16, 14);
        int rows = 4 + random.nextInt(8);
        for (int row = 0; row < rows; row++) {
            int y = 34 + row * 12;
            int end = side / 2 + random.nextInt(side / 2 - 30);
            for (int x = 18; x < end; x += 6 + (random.nextInt(5) == 0 ? 5 : 0)) {
                stroke(g, LETTERS.get(random.nextInt(LETTERS.size())), x, y, 4, 6, random, 0);
            }
        }
        g.fillRect(side - 70, side - 34, 50, 16);
    }

    private static void bars(Graphics2D g, int side, SplittableRandom random) {
        axes(g, side);
        int bars = 3 + random.nextInt(6);
        int width = (side - 50) / bars;
        for (int b = 0; b < bars; b++) {
            int height = 15 + random.nextInt(side - 60);
            g.fillRect(30 + b * width, side - 20 - height, width * 2 / 3, height);
        }
    }

    private static void lines(Graphics2D g, int side, SplittableRandom random) {
        axes(g, side);
        for (int line = 0; line <= random.nextInt(3); line++) {
            double y = side / 2.0;
            for (int x = 24; x < side - 14; x += 8) {
                double next = Math.min(side - 24.0, Math.max(14, y + 30 * (random.nextDouble() - 0.5)));
                g.drawLine(x, (int) y, x + 8, (int) next);
                y = next;
            }
        }
    }

    private static void axes(Graphics2D g, int side) {
        g.drawLine(20, 10, 20, side - 20);
        g.drawLine(20, side - 20, side - 10, side - 20);
    }

    private static void letter(Graphics2D g, int side, SplittableRandom random) {
        g.setStroke(new BasicStroke(8 + random.nextInt(10), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        int width = side / 3 + random.nextInt(side / 4);
        stroke(g, LETTERS.get(random.nextInt(LETTERS.size())), side / 4, side / 5, width, side * 3 / 5, random, 6);
    }

    private static void stroke(
            Graphics2D g, int[][] strokes, int x, int y, int width, int height, SplittableRandom random, int jitter) {
        for (int[] stroke : strokes) {
            int[] xs = new int[stroke.length / 2];
            int[] ys = new int[xs.length];
            for (int i = 0; i < xs.length; i++) {
                xs[i] = x + stroke[2 * i] * width / 4 + (jitter == 0 ? 0 : random.nextInt(-jitter, jitter + 1));
                ys[i] = y + stroke[2 * i + 1] * height / 4 + (jitter == 0 ? 0 : random.nextInt(-jitter, jitter + 1));
            }
            g.drawPolyline(xs, ys, xs.length);
        }
    }

    private static void scribble(Graphics2D g, int side, SplittableRandom random) {
        g.setStroke(new BasicStroke(8, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        int points = 6 + random.nextInt(10);
        int[] xs = new int[points];
        int[] ys = new int[points];
        for (int i = 0; i < points; i++) {
            xs[i] = 30 + random.nextInt(side - 60);
            ys[i] = 30 + random.nextInt(side - 60);
        }
        g.drawPolyline(xs, ys, points);
    }

    private static void polygon(Graphics2D g, int side, SplittableRandom random) {
        int corners = 3 + random.nextInt(4);
        int[] xs = new int[corners];
        int[] ys = new int[corners];
        double turn = random.nextDouble() * Math.PI;
        for (int i = 0; i < corners; i++) {
            double radius = side * (0.25 + 0.2 * random.nextDouble());
            xs[i] = (int) (side / 2.0 + radius * Math.cos(turn + 2 * Math.PI * i / corners));
            ys[i] = (int) (side / 2.0 + radius * Math.sin(turn + 2 * Math.PI * i / corners));
        }
        g.fillPolygon(xs, ys, corners);
    }

    private static void noise(Graphics2D g, int side, SplittableRandom random) {
        for (int y = 0; y < side; y += 2) {
            for (int x = 0; x < side; x += 2) {
                int grey = random.nextInt(256);
                g.setColor(new Color(grey, grey, grey));
                g.fillRect(x, y, 2, 2);
            }
        }
    }
}
