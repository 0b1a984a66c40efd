package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JPEGs with four components, whose colours are computed by hand. */
class CmykTest {

    @TempDir
    Path dir;

    /** Without Adobe's segment 255 is full ink, with it no ink. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 255, 255, 255",
        "0, 0, 0, 255, 0, 0, 0",
        "255, 0, 0, 0, 0, 255, 255",
        "0, 255, 0, 0, 255, 0, 255",
        "0, 0, 255, 0, 255, 255, 0",
        "55, 155, 205, 51, 160, 80, 40",
    })
    void cmyk_becomesRgb(int c, int m, int y, int k, int red, int green, int blue) {
        assertThat(rgb(jpeg(c, m, y, k))).containsExactly(red, green, blue);
        assertThat(rgb(adobe(jpeg(255 - c, 255 - m, 255 - y, 255 - k), 0))).containsExactly(red, green, blue);
    }

    /** Grey has Cb and Cr of 128, and pure red, (76, 85, 255), is clipped. */
    @ParameterizedTest
    @CsvSource({
        "255, 128, 128, 255, 0, 0, 0",
        "0, 128, 128, 255, 255, 255, 255",
        "55, 128, 128, 255, 200, 200, 200",
        "55, 128, 128, 51, 40, 40, 40",
        "76, 85, 255, 255, 1, 255, 255",
    })
    void ycck_becomesRgb(int y, int cb, int cr, int k, int red, int green, int blue) {
        assertThat(rgb(adobe(jpeg(y, cb, cr, k), 2))).containsExactly(red, green, blue);
    }

    @Test
    void cmykAsGrey_isTheLuma() {
        Path file = IdxBytes.write(dir, "grey", jpeg(55, 155, 205, 51));

        assertThat(PixelImage.read(file).pixels()).startsWith(99); // 47.84 + 46.96 + 4.56
    }

    private int[] rgb(byte[] jpeg) {
        PixelImage image = PixelImage.read(IdxBytes.write(dir, "picture", jpeg), 3);
        assertThat(image.shape()).isEqualTo(ImageShape.of(8, 8, 3));
        int[] values = new int[3];
        for (int c = 0; c < 3; c++) {
            values[c] = image.pixels()[c] & 0xFF;
        }
        return values;
    }

    /** One value per component, which survives compression. */
    private static byte[] jpeg(int... components) {
        WritableRaster raster = Raster.createInterleavedRaster(java.awt.image.DataBuffer.TYPE_BYTE, 8, 8, 4, null);
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, components);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] adobe(byte[] jpeg, int transform) {
        byte[] segment = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
        return ImageBytes.withSegment(jpeg, 0xEE, segment);
    }
}
