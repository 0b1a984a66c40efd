package org.mnist4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelFormatException.Reason;
import org.mnist4j.model.TestNetworks;

/** Damage to a file of this library is detected wherever it could change a prediction, and breaks nothing elsewhere. */
class DamagedOnnxTest {

    @TempDir
    Path folder;

    private Path file;
    private Model model;
    private byte[] bytes;

    @BeforeEach
    void export() {
        file = folder.resolve("model.onnx");
        ExperimentConfig config = ExperimentConfig.builder()
                .input(ImageShape.of(3, 3, 1))
                .classes(2)
                .layers(conv2d(2, 2), batchNorm(), dense(2))
                .epochs(1)
                .build();
        model = TestNetworks.random(config, 1);
        bytes = OnnxExport.of(model).toBytes();
    }

    private @Nullable ModelFormatException failure(byte[] content) throws IOException {
        Files.write(file, content);
        return catchThrowableOfType(ModelFormatException.class, () -> OnnxImport.read(file));
    }

    @Test
    void everyPrefix_isRejected() throws IOException {
        for (int length = 0; length < bytes.length; length++) {
            ModelFormatException failure = failure(Arrays.copyOf(bytes, length));

            assertThat(failure).as("%d bytes", length).isNotNull();
            assertThat(failure.reason())
                    .as("%d bytes", length)
                    .isEqualTo(length == 0 ? Reason.NOT_A_MODEL : Reason.STRUCTURE);
        }
    }

    @Test
    void everyFlippedBit_isRejectedOrChangesNoPrediction() throws IOException {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        int graphEnd = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("preparation");
        int accepted = 0;
        assertThat(failure(bytes)).isNull();
        for (int at = 0; at < bytes.length; at++) {
            // In the metadata, one bit of each byte: they are read as text again and again.
            for (int bit = 0; bit < (at < graphEnd ? 8 : 1); bit++) {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << bit);
                ModelFormatException failure = failure(flipped);
                if (failure != null) {
                    reasons.add(failure.reason());
                } else {
                    accepted++;
                    assertThat(OnnxImport.read(file).parametersSha256())
                            .as("bit %d of byte %d", bit, at)
                            .isEqualTo(model.parametersSha256());
                }
            }
        }
        // A name of a node, a number of the producer, a letter of the experiment's name.
        assertThat(accepted).isBetween(1, bytes.length * 2);
        assertThat(reasons)
                .contains(
                        Reason.NOT_A_MODEL,
                        Reason.STRUCTURE,
                        Reason.TENSOR,
                        Reason.UNSUPPORTED,
                        Reason.HASH_MISMATCH,
                        Reason.METADATA,
                        Reason.VERSION);
    }
}
