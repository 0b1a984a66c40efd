package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.model.ModelFormatException.Reason;

/** All damage to a model file is detected: every flipped bit, every byte removed or added. */
class DamagedFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private byte[] bytes;

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("model.safetensors");
        TestModels.tiny()
                .withProvenance(TestModels.goldenWithProvenance().provenance().orElseThrow())
                .save(file);
        bytes = Files.readAllBytes(file);
    }

    private ModelFormatException failure(byte[] content) throws IOException {
        Files.write(file, content);
        return catchThrowableOfType(ModelFormatException.class, () -> Model.load(file));
    }

    @Test
    void everyPrefix_isRejected() throws IOException {
        for (int length = 0; length < bytes.length; length++) {
            ModelFormatException failure = failure(Arrays.copyOf(bytes, length));

            assertThat(failure).as("%d bytes", length).isNotNull();
            assertThat(failure.reason())
                    .as("%d bytes", length)
                    .isEqualTo(length <= 8 ? Reason.NOT_A_MODEL : expectedOfPrefix(length));
        }
    }

    /** With an incomplete header, the container is invalid; with incomplete data, a tensor extends past the end. */
    private Reason expectedOfPrefix(int length) {
        int dataStart = bytes.length - 9 * Float.BYTES;
        return length < dataStart ? Reason.STRUCTURE : Reason.TENSOR;
    }

    @Test
    void everyFlippedBit_isRejected() throws IOException {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            ModelFormatException failure = failure(flipped);

            assertThat(failure).as("bit %d of byte %d", bit % 8, bit / 8).isNotNull();
            assertThat(failure.source()).isEqualTo(file.toString());
            reasons.add(failure.reason());
        }
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        Reason.NOT_A_MODEL,
                        Reason.STRUCTURE,
                        Reason.TENSOR,
                        Reason.METADATA,
                        Reason.VERSION,
                        Reason.HASH_MISMATCH);
    }

    @Test
    void flippedBitInTheWeights_isAHashMismatch() throws IOException {
        for (int at = bytes.length - 9 * Float.BYTES; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 1;

            assertThat(failure(flipped))
                    .hasMessageMatching(".*model.safetensors: is damaged: its SHA-256 should be [0-9a-f]{64} but is"
                            + " [0-9a-f]{64}; use another copy")
                    .extracting(ModelFormatException::reason)
                    .isEqualTo(Reason.HASH_MISMATCH);
        }
    }

    @Test
    void bytesBeforeOrAfter_areRejected() throws IOException {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        byte[] later = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, later, 1, bytes.length);

        assertThat(failure(longer).reason()).isEqualTo(Reason.STRUCTURE);
        assertThat(failure(later).reason()).isEqualTo(Reason.NOT_A_MODEL);
    }
}
