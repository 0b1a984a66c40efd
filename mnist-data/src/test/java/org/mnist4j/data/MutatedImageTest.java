package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.random.RandomStream;

/** A mutated image is either read or rejected; no exception of the JDK's decoders escapes. */
class MutatedImageTest {

    private static final int MUTATIONS = 250;

    @TempDir
    Path dir;

    static List<byte[]> pictures() {
        byte[] turned = ImageBytes.withSegment(ImageBytes.jpeg(24, 24, 90), 0xE1, ImageBytes.exif(true, 1));
        byte[] palette = ImageBytes.chunk("PLTE", ImageBytes.bytes(255, 0, 0, 0, 0, 255));
        byte[] rows = new byte[64];
        Arrays.fill(rows, (byte) 1);
        return List.of(
                turned,
                ImageBytes.png(8, 8, 8, ImageBytes.GREY, rows),
                ImageBytes.png(8, 8, 8, ImageBytes.PALETTE, rows, palette),
                ImageBytes.encoded(noise(BufferedImage.TYPE_BYTE_INDEXED), "gif"),
                ImageBytes.encoded(noise(BufferedImage.TYPE_BYTE_INDEXED), "bmp"),
                ImageBytes.encoded(noise(BufferedImage.TYPE_BYTE_BINARY), "bmp"),
                ImageBytes.encoded(noise(BufferedImage.TYPE_3BYTE_BGR), "bmp"));
    }

    private static BufferedImage noise(int type) {
        RandomStream random = RandomStream.of(5, "noise");
        BufferedImage image = new BufferedImage(24, 24, type);
        for (int i = 0; i < 24 * 24; i++) {
            image.setRGB(i % 24, i / 24, random.nextInt(1 << 24));
        }
        return image;
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void anyMutation_isReadOrRefused(byte[] picture) {
        RandomStream random = RandomStream.of(3, "mutations");
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Path file = IdxBytes.write(dir, "image", mutated(picture, random));
            Throwable thrown = Assertions.catchThrowable(() -> DigitImage.read(file, ImageShape.of(28, 28, 1)));
            if (thrown != null) {
                assertThat(thrown).as("mutation %d", i).isInstanceOf(DataFormatException.class);
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    /** Changes one to four bytes or removes a piece, and then fixes the checksums of a PNG's chunks. */
    private static byte[] mutated(byte[] picture, RandomStream random) {
        byte[] mutated = picture.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            mutated[2 + random.nextInt(mutated.length - 2)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(4) == 0) {
            int from = 8 + random.nextInt(mutated.length - 8);
            int length = random.nextInt(mutated.length - from);
            System.arraycopy(mutated, from + length, mutated, from, mutated.length - from - length);
            mutated = Arrays.copyOf(mutated, mutated.length - length);
        }
        fixChecksums(mutated);
        return mutated;
    }

    private static void fixChecksums(byte[] png) {
        ByteBuffer buffer = ByteBuffer.wrap(png);
        int at = PngFile.SIGNATURE.length;
        while (png[1] == 'P' && at + 12 <= png.length) {
            int length = buffer.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            CRC32 checksum = new CRC32();
            checksum.update(png, at + 4, length + 4);
            buffer.putInt(at + 8 + length, (int) checksum.getValue());
            at += 12 + length;
        }
    }
}
