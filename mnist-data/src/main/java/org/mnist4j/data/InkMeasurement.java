package org.mnist4j.data;

import java.util.Arrays;
import java.util.Optional;
import org.mnist4j.data.InkStatistics.Background;
import org.mnist4j.data.InkStatistics.Centring;
import org.mnist4j.data.InkStatistics.Spread;
import org.mnist4j.random.RandomStream;

/** Measures the ink of training images for {@link InkStatistics#of}. */
final class InkMeasurement {

    private static final int MOST_IMAGES = 1000;
    private static final int MOST_STROKES = 250;
    private static final double CLEAR = 0.95;
    private static final double EVEN = 0.9;
    private static final int LEAST_MARGIN = 2;
    private static final int MOST_STROKE = 4; // one in so many of the extent

    private final ImageDataset images;
    private final int height;
    private final int width;
    private final int count; // images that are measured
    private int withInk;
    private int even;
    private final double[] extents;
    private final double[] slants;
    private final double[][] places; // mass down, mass across, box down, box across: each [withInk]

    InkMeasurement(ImageDataset images) {
        this.images = images;
        this.height = images.shape().height();
        this.width = images.shape().width();
        this.count = Math.min(images.size(), MOST_IMAGES);
        this.extents = new double[count];
        this.slants = new double[count];
        this.places = new double[4][count];
    }

    /** An image from one of so many equal parts; not the first of each, as MNIST's writers alternate: every 60th image is of half of them. */
    private GreyImage image(int part, int parts) {
        int from = (int) ((long) part * images.size() / parts);
        int to = (int) ((part + 1L) * images.size() / parts);
        int index = from + RandomStream.of(0, "ink", part).nextInt(to - from);
        return GreyImage.plane(images.pixels(index), images.shape(), 0);
    }

    InkStatistics statistics() {
        Background background = background();
        if (background == Background.VARIED) {
            return InkStatistics.NONE;
        }
        boolean light = background == Background.LIGHT;
        for (int i = 0; i < count; i++) {
            GreyImage image = image(i, count);
            add(light ? image.inverted() : image);
        }
        if (withInk == 0) {
            return InkStatistics.NONE;
        }
        Spread extent = spread(extents, withInk);
        Spread strokeWidth = strokeWidths(light, extent);
        boolean strokes = even >= EVEN * withInk
                && extent.median() <= Math.max(height, width) - LEAST_MARGIN
                && strokeWidth.low() > 0
                && strokeWidth.median() * MOST_STROKE <= extent.median();
        double mass = Math.max(distance(places[0]), distance(places[1]));
        double box = Math.max(distance(places[2]), distance(places[3]));
        boolean byMass = mass <= box;
        return new InkStatistics(
                background,
                strokes,
                extent,
                strokeWidth,
                Optional.of(spread(slants, withInk)),
                byMass ? Centring.MASS : Centring.BOX,
                rounded(mean(places[byMass ? 0 : 2])),
                rounded(mean(places[byMass ? 1 : 3])),
                rounded(Math.min(mass, box)));
    }

    private Background background() {
        int light = 0;
        for (int i = 0; i < count; i++) {
            light += image(i, count).borderMean() > 127 ? 1 : 0;
        }
        if (light >= CLEAR * count) {
            return Background.LIGHT;
        }
        return light <= (1 - CLEAR) * count ? Background.DARK : Background.VARIED;
    }

    private void add(GreyImage image) {
        Paper paper = Paper.of(image);
        GreyImage ink = paper.isEven() ? paper.ink(false) : image;
        if (ink.max() < InkStatistics.INK) {
            return;
        }
        even += paper.isEven() ? 1 : 0;
        InkBox box = InkBox.of(ink, InkStatistics.INK);
        extents[withInk] = box.extent();
        slants[withInk] = Slant.of(ink);
        places[0][withInk] = ink.centreOfMass() - height / 2.0;
        places[1][withInk] = ink.transposed().centreOfMass() - width / 2.0;
        places[2][withInk] = box.middleRow() - height / 2.0;
        places[3][withInk] = box.middleColumn() - width / 2.0;
        withInk++;
    }

    private Spread strokeWidths(boolean light, Spread extent) {
        int measured = Math.min(images.size(), MOST_STROKES);
        double[] widths = new double[measured];
        int found = 0;
        for (int i = 0; i < measured; i++) {
            GreyImage image = image(i, measured);
            Paper paper = Paper.of(light ? image.inverted() : image);
            GreyImage ink = paper.ink(false);
            if (paper.isEven() && ink.max() >= InkStatistics.INK) {
                widths[found++] = DigitFit.strokeWidth(ink);
            }
        }
        return found == 0 ? new Spread(0, 0, 0, 0, 0) : spread(widths, found);
    }

    private double mean(double[] values) {
        double sum = 0;
        for (int i = 0; i < withInk; i++) {
            sum += values[i];
        }
        return sum / withInk;
    }

    private double distance(double[] values) {
        double mean = mean(values);
        double most = 0;
        for (int i = 0; i < withInk; i++) {
            most = Math.max(most, Math.abs(values[i] - mean));
        }
        return most;
    }

    private static Spread spread(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return new Spread(
                rounded(sorted[0]),
                rounded(sorted[count / 10]),
                rounded(sorted[count / 2]),
                rounded(sorted[count - 1 - count / 10]),
                rounded(sorted[count - 1]));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
