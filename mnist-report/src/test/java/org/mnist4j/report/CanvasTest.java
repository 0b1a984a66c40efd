package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private static final AffineTransform SAME = new AffineTransform();

    @Test
    void pixel_getsTheShareThatIsCovered() {
        Canvas canvas = new Canvas(4, 4, 0);

        // Columns 0.5..2.25, rows 1..2.5: three pixels of row 1, the upper half of row 2.
        canvas.fill(new Rectangle2D.Double(0.5, 1, 1.75, 1.5), SAME, 0xffffff);

        assertThat(row(canvas, 4, 0)).containsExactly(0, 0, 0, 0);
        // 255 times 0.5, 1 and 0.25, rounded.
        assertThat(row(canvas, 4, 1)).containsExactly(128, 255, 64, 0);
        assertThat(row(canvas, 4, 2)).containsExactly(64, 128, 32, 0);
        assertThat(row(canvas, 4, 3)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void covered_sumsToTheShapesArea() {
        // A circle of radius 20; flattening to 0.1 pixels loses at most 0.1 times its circumference.
        assertThat(area(new Ellipse2D.Double(3.3, 4.7, 40, 40))).isCloseTo(Math.PI * 400, within(12.6));
        Path2D.Double triangle = new Path2D.Double();
        triangle.moveTo(5, 5);
        triangle.lineTo(45, 5);
        triangle.lineTo(5, 35);
        // Left open on purpose: filling closes it. The bound is one level of 255 per edge pixel.
        assertThat(area(triangle)).isCloseTo(600, within(0.5));
    }

    @Test
    void overlap_isFilledOnce_andAReversedInnerPathIsAHole() {
        Path2D.Double overlapping = new Path2D.Double(Path2D.WIND_NON_ZERO);
        overlapping.append(new Rectangle2D.Double(10, 10, 20, 20), false);
        overlapping.append(new Rectangle2D.Double(20, 10, 20, 20), false);
        assertThat(area(overlapping)).isCloseTo(600, within(1e-6));

        Path2D.Double ring = new Path2D.Double(Path2D.WIND_NON_ZERO);
        ring.append(new Rectangle2D.Double(10, 10, 20, 20), false);
        ring.moveTo(15, 15);
        ring.lineTo(15, 25);
        ring.lineTo(25, 25);
        ring.lineTo(25, 15);
        ring.closePath();
        assertThat(area(ring)).isCloseTo(300, within(1e-6));
    }

    @Test
    void outside_isCutOff() {
        assertThat(area(new Rectangle2D.Double(-100, -100, 110, 105))).isCloseTo(50, within(1e-6));
        assertThat(area(new Rectangle2D.Double(60, 60, 5, 5))).isZero();
        assertThat(area(new Rectangle2D.Double(5, -30, 5, 5))).isZero();
        Canvas canvas = new Canvas(2, 2, 7);
        canvas.set(2, 0, 1);
        canvas.set(0, -1, 1);
        assertThat(row(canvas, 2, 0)).containsExactly(7, 7);
    }

    @Test
    void png_isReadBackPixelByPixel() throws IOException {
        int[][] colours = {{0xff0000, 0x00ff00, 0x0000ff}, {0x123456, 0xffffff, 0x000000}};

        BufferedImage colour = read(PngEncoder.encode(3, 2, false, (x, y) -> colours[y][x]));
        BufferedImage grey = read(PngEncoder.encode(300, 1, true, (x, y) -> x % 256));

        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 3; x++) {
                assertThat(colour.getRGB(x, y) & 0xffffff).isEqualTo(colours[y][x]);
            }
        }
        assertThat(grey.getRaster().getNumBands()).isEqualTo(1);
        for (int x = 0; x < 300; x++) {
            assertThat(grey.getRaster().getSample(x, 0, 0)).isEqualTo(x % 256);
        }
    }

    @Test
    void png_ofFewColours_hasAPalette_andOfManyHasNone() throws IOException {
        BufferedImage few = read(PngEncoder.encode(256, 2, false, (x, y) -> 0x010203 * x));
        BufferedImage many = read(PngEncoder.encode(257, 2, false, (x, y) -> 0x010000 * (x / 2) + x));

        assertThat(few.getColorModel()).isInstanceOf(IndexColorModel.class);
        assertThat(many.getColorModel()).isNotInstanceOf(IndexColorModel.class);
        for (int x = 0; x < 256; x++) {
            assertThat(few.getRGB(x, 1) & 0xffffff).isEqualTo(0x010203 * x & 0xffffff);
            assertThat(many.getRGB(x, 1) & 0xffffff).isEqualTo(0x010000 * (x / 2) + x);
        }
    }

    @Test
    void within_takesTheMeanOfEachBlock() {
        Pixels large = Pixels.colour(3, 2, new int[] {0x100000, 0x300000, 0x000008, 0x000000, 0x000004, 0x000004});

        Pixels small = large.within(2);

        assertThat(small).isEqualTo(Pixels.colour(2, 1, new int[] {0x100001, 0x000006}));
        assertThat(large.within(3)).isSameAs(large);
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int[] row(Canvas canvas, int width, int y) {
        return IntStream.range(0, width).map(x -> canvas.rgb(x, y) & 0xff).toArray();
    }

    private static double area(Shape shape) {
        Canvas canvas = new Canvas(50, 50, 0);
        canvas.fill(shape, SAME, 0xffffff);
        double sum = 0;
        for (int y = 0; y < 50; y++) {
            for (int x = 0; x < 50; x++) {
                sum += (canvas.rgb(x, y) & 0xff) / 255.0;
            }
        }
        return sum;
    }
}
