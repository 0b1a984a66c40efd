package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mnist4j.data.DataFormatAssert.assertRefused;
import static org.mnist4j.data.IdxBytes.gzip;
import static org.mnist4j.data.IdxBytes.idx;
import static org.mnist4j.data.IdxBytes.images;
import static org.mnist4j.data.IdxBytes.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataFormatException.Reason;

class GzipMemberTest {

    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;

    @TempDir
    Path dir;

    @Test
    void compression_isDetectedFromContentNotName() {
        assertThat(IdxReader.readImages(write(dir, "plain.gz", images(4))).count())
                .isEqualTo(4);
        assertThat(IdxReader.readImages(write(dir, "compressed", gzip(images(4))))
                        .count())
                .isEqualTo(4);
    }

    @Test
    void compressedAndPlain_haveTheSamePixels() {
        byte[] body = new byte[40 << 20];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i >>> 7);
        }
        byte[] file = idx(8, new int[] {10, 1 << 11, 1 << 11}, body);

        assertThat(Arrays.equals(IdxReader.readImages(write(dir, "gz", gzip(file))).pixels, body))
                .isTrue();
        assertThat(Arrays.equals(IdxReader.readImages(write(dir, "plain", file)).pixels, body))
                .isTrue();
    }

    @Test
    void optionalHeaderFields_areSkipped() throws IOException {
        byte[] member = gzip(images(4));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Arrays.copyOf(member, 3));
        out.write(2 | 4 | 8 | 16);
        out.write(member, 4, 6);
        out.write(new byte[] {3, 0, 'x', 'y', 'z'});
        out.write("name\0comment\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        out.write(new byte[] {0, 0});
        out.write(member, FIXED_HEADER, member.length - FIXED_HEADER);

        assertThat(IdxReader.readImages(write(dir, "named", out.toByteArray())).count())
                .isEqualTo(4);
    }

    @Test
    void cutAtAnyByte_isRefused() {
        byte[] member = gzip(images(4));

        for (int length = 2; length < member.length; length++) {
            Path file = write(dir, "cut", Arrays.copyOf(member, length));
            assertRefused(() -> IdxReader.readImages(file), Reason.GZIP_CORRUPT, file);
        }
    }

    @Test
    void anyBitFlippedInTheTrailer_isRefused() {
        byte[] member = gzip(images(4));

        for (int bit = 0; bit < 8 * TRAILER; bit++) {
            byte[] flipped = member.clone();
            flipped[member.length - TRAILER + bit / 8] ^= (byte) (1 << bit % 8);
            Path file = write(dir, "flipped", flipped);
            assertRefused(() -> IdxReader.readImages(file), Reason.GZIP_CORRUPT, file);
        }
    }

    /** Changes to the compressed data are detected by their structure, the checksum, or the resulting IDX header. */
    @Test
    void anyByteChangedInTheData_isRefused() {
        byte[] member = gzip(images(4));

        for (int at = FIXED_HEADER; at < member.length - TRAILER; at++) {
            byte[] changed = member.clone();
            changed[at] ^= 0x55;
            Path file = write(dir, "changed", changed);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> IdxReader.readImages(file)))
                    .as("byte %d", at)
                    .isInstanceOf(DataFormatException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anotherMethodOrReservedFlags_areRefused(int at) {
        byte[] member = gzip(images(4));
        member[at] = (byte) 0xE7;
        Path file = write(dir, "odd", member);

        assertRefused(() -> IdxReader.readImages(file), Reason.GZIP_CORRUPT, file);
    }

    @Test
    void bytesAfterTheMember_areRefused() {
        byte[] member = gzip(images(4));
        Path garbage = write(dir, "garbage", Arrays.copyOf(member, member.length + 1));
        byte[] twice = Arrays.copyOf(member, 2 * member.length);
        System.arraycopy(member, 0, twice, member.length, member.length);
        Path second = write(dir, "second", twice);

        assertRefused(() -> IdxReader.readImages(garbage), Reason.TRAILING, garbage)
                .contains("one gzip member");
        assertRefused(() -> IdxReader.readImages(second), Reason.TRAILING, second);
    }

    /** 256 MiB of zeros after a header that declares one image of 784 bytes: only 785 of them may be decompressed. */
    @Test
    void bomb_isReadToItsDeclaredSizeAndNoFurther() throws IOException {
        Path file = bomb(idx(8, new int[] {1, 28, 28}), 256L << 20);

        assertTimeoutPreemptively(
                Duration.ofSeconds(1), () -> assertRefused(() -> IdxReader.readImages(file), Reason.TRAILING, file));
    }

    /** A header that declares 2 GB before a body of 8 bytes must not allocate 2 GB. */
    @Test
    void declaredSize_isNotAllocatedBeforeItsBytesArrive() {
        Path file = write(dir, "claim", gzip(idx(8, new int[] {127, 4096, 4096}, new byte[8])));
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertRefused(() -> IdxReader.readImages(file), Reason.TRUNCATED, file).contains("found 8 bytes");

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
    }

    private Path bomb(byte[] head, long zeros) throws IOException {
        Path file = dir.resolve("bomb");
        byte[] block = new byte[1 << 20];
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(head);
            for (long written = 0; written < zeros; written += block.length) {
                out.write(block);
            }
        }
        return file;
    }
}
