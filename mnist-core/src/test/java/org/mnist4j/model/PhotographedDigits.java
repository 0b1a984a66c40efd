package org.mnist4j.model;

import java.util.Locale;
import org.mnist4j.data.stroke.Pen;
import org.mnist4j.data.stroke.Strokes;
import org.mnist4j.random.RandomStream;

/** Ways to picture an image of MNIST again: drawn with another pen, or photographed or scanned as ink on paper, 400x400. */
enum PhotographedDigits {
    PEN_1_AT_28,
    PEN_2_AT_28,
    PEN_3_AT_28,
    PEN_4_AT_28,
    PEN_5_AT_28,
    PEN_2_AT_280,
    PEN_10_AT_280,
    PEN_30_AT_280,
    PEN_50_AT_280,
    EVEN_LIGHT,
    LIGHT_FALLING_BY_A_FIFTH,
    DARK_CORNERS,
    SHADOW,
    NOISE_8,
    NOISE_16,
    DARK_SPECK,
    RULED_LINES,
    BLACK_SCAN_EDGE,
    CHALK,
    SLANTED;

    private static final int SIDE = 400;
    private static final int SCALE = 8;
    private static final double PAPER = 200;
    private static final double INK = 60;
    private static final double LEAN = 0.7; // 35 degrees

    int side() {
        int at = name().indexOf("_AT_");
        return at < 0 ? SIDE : Integer.parseInt(name().substring(at + 4));
    }

    /** The picture, {@code [side * side]}; the same for the same image and index. */
    byte[] picture(byte[] mnist, int index) {
        RandomStream random = RandomStream.of(1, "photographed", ordinal(), index);
        double lean = this != SLANTED ? 0 : index % 2 == 0 ? LEAN : -LEAN;
        return name().startsWith("PEN") ? drawn(mnist) : photographed(mnist, lean, random);
    }

    private byte[] drawn(byte[] mnist) {
        int times = side() / 28;
        Strokes strokes = Strokes.of(mnist, 28, 28).scaledBy(times);
        return Pen.ofWidth(Integer.parseInt(name().split("_")[1])).draw(strokes, side(), side());
    }

    private byte[] photographed(byte[] mnist, double lean, RandomStream random) {
        int top = 40 + random.nextInt(96);
        int left = 40 + random.nextInt(96);
        Drawing large = Drawing.enlarged(mnist, SCALE);
        int speckRow = random.nextInt(SIDE);
        byte[] picture = new byte[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int v = y - top;
                int u = x - left - (int) Math.round(lean * (large.side() / 2.0 - v));
                boolean within = v >= 0 && u >= 0 && v < large.side() && u < large.side();
                double ink = within ? (large.pixels()[v * large.side() + u] & 0xFF) : 0;
                double value = value(y, x, Math.max(0, Math.min(1, (ink - 96) / 64)), speckRow, random);
                picture[y * SIDE + x] = (byte) Math.round(Math.max(0, Math.min(255, value)));
            }
        }
        return picture;
    }

    private double value(int y, int x, double ink, int speckRow, RandomStream random) {
        double page = PAPER + (INK - PAPER) * ink;
        double across = (double) x / SIDE;
        return switch (this) {
            case LIGHT_FALLING_BY_A_FIFTH -> page * (1 - 0.2 * across) + 2 * random.nextGaussian();
            case DARK_CORNERS ->
                page * (1 - 0.6 * ((across - 0.5) * (across - 0.5) + Math.pow((double) y / SIDE - 0.5, 2)) * 2);
            case SHADOW -> page * (x + 0.35 * y > 240 ? 0.65 : 1) + 2 * random.nextGaussian();
            case NOISE_8 -> page + 8 * random.nextGaussian();
            case NOISE_16 -> page + 16 * random.nextGaussian();
            case DARK_SPECK -> Math.hypot(x - 20, y - speckRow) < 5 ? INK : page;
            case RULED_LINES -> y % 50 < 3 && ink < 0.5 ? 100 : page;
            case BLACK_SCAN_EDGE -> x < 12 || y < 9 || x >= 385 || y >= 390 ? 10 : page;
            case CHALK ->
                50 + 6 * random.nextGaussian() + ink * (random.nextInt(4) > 0 ? 130 + 60 * random.nextDouble() : 20);
            default -> page;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
