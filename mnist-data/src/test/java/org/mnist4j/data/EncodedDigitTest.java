package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataFormatException.Reason;

/** Pictures of digits in memory. */
class EncodedDigitTest {

    private static final ImageShape MNIST = ImageShape.of(28, 28, 1);

    @TempDir
    private Path folder;

    /** A test image in twice its size. */
    private static byte[] encoded(String format) throws IOException {
        byte[] pixels = Mnist.loadTest().pixels(0);
        BufferedImage image = new BufferedImage(56, 56, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 56; y++) {
            for (int x = 0; x < 56; x++) {
                image.getRaster().setSample(x, y, 0, pixels[y / 2 * 28 + x / 2] & 0xFF);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void bytes_arePreparedLikeTheirFile(String format) throws IOException {
        byte[] content = encoded(format);
        Path file = Files.write(folder.resolve("digit." + format), content);

        DigitImage read = DigitImage.ofEncoded(content, "row 1", MNIST);

        assertThat(read.pixels()).isEqualTo(DigitImage.read(file, MNIST).pixels());
        assertThat(read.steps()).isEqualTo(DigitImage.read(file, MNIST).steps()).isNotEmpty();
    }

    @Test
    void bytesThatAreNoPicture_areRefusedWithTheirSource() throws IOException {
        byte[] png = encoded("png");

        assertThatThrownBy(() -> DigitImage.ofEncoded("seven".getBytes(StandardCharsets.UTF_8), "row 7", MNIST))
                .isInstanceOf(DataFormatException.class)
                .hasMessageStartingWith("row 7");
        assertThatThrownBy(() -> DigitImage.ofEncoded(new byte[0], "row 8", MNIST))
                .isInstanceOf(DataFormatException.class)
                .hasMessageStartingWith("row 8");
        assertThatThrownBy(() -> DigitImage.ofEncoded(Arrays.copyOf(png, png.length / 2), "row 9", MNIST))
                .isInstanceOf(DataFormatException.class)
                .hasMessageStartingWith("row 9")
                .extracting(e -> ((DataFormatException) e).reason())
                .isEqualTo(Reason.IMAGE_CORRUPT);
    }
}
