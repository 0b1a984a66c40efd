package org.mnist4j.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageShape;

/** A state_dict of normalization and two layers on 2x2 pixels as PyTorch saves it, with any change to it. */
final class CraftedWeights {

    /** The tensors in their order, each with its number of values; the counter has one of eight bytes. */
    private static final String[] TENSORS = {
        "0.weight:[4]",
        "0.bias:[4]",
        "0.running_mean:[4]",
        "0.running_var:[4]",
        "1.weight:[3,4]",
        "1.bias:[3]",
        "3.weight:[2,3]",
        "3.bias:[2]"
    };

    static final int VALUES = 4 * 4 + 15 + 8;
    static final int DATA_BYTES = VALUES * Float.BYTES + Long.BYTES;

    private CraftedWeights() {}

    static ExperimentConfig config() {
        return ExperimentConfig.builder()
                .input(ImageShape.of(2, 2, 1))
                .classes(2)
                .layers(Layers.flatten(), Layers.batchNorm(), Layers.dense(3))
                .epochs(1)
                .build();
    }

    static String header() {
        List<String> entries = new ArrayList<>();
        int at = 0;
        for (String tensor : TENSORS) {
            String[] parts = tensor.split(":");
            int size = Arrays.stream(parts[1].replaceAll("[\\[\\]]", "").split(","))
                    .mapToInt(Integer::parseInt)
                    .reduce(1, Math::multiplyExact);
            entries.add(entry(parts[0], "F32", parts[1], at, at + size * Float.BYTES));
            at += size * Float.BYTES;
        }
        entries.add(entry("0.num_batches_tracked", "I64", "[]", at, at + Long.BYTES));
        return "{" + String.join(",", entries) + "}";
    }

    static String entry(String name, String dtype, String shape, int begin, int end) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                + end + "]}";
    }

    static byte[] bytes() {
        return bytes(header(), data());
    }

    static byte[] bytes(String header, byte[] data) {
        return TestBytes.joined(CraftedFile.container(header), data);
    }

    /** All values 0.5. */
    static byte[] data() {
        ByteBuffer data = ByteBuffer.allocate(DATA_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VALUES; i++) {
            data.putFloat(0.5f);
        }
        return data.array();
    }

    /** The header with the first such piece replaced. */
    static byte[] with(String piece, String replacement) {
        String header = header();
        int at = header.indexOf(piece);
        if (at < 0) {
            throw new AssertionError(piece + " is not in " + header);
        }
        return bytes(header.substring(0, at) + replacement + header.substring(at + piece.length()), data());
    }

    /** With this value as the first of the running variances, and its bits as those of a short type in all of them. */
    static byte[] withVariance(float value) {
        byte[] data = data();
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat(12 * Float.BYTES, value);
        return bytes(header(), data);
    }

    /** With the first layer's bias in a type of two bytes, all of them these bits; what follows moves up. */
    static byte[] withShortBias(String dtype, int bits) {
        String header = "{"
                + String.join(
                        ",",
                        entry("bn.weight", "F32", "[4]", 0, 16),
                        entry("bn.bias", dtype, "[4]", 16, 24),
                        entry("bn.running_mean", "F32", "[4]", 24, 40),
                        entry("bn.running_var", "F32", "[4]", 40, 56),
                        entry("a.weight", "F32", "[3,4]", 56, 104),
                        entry("b.weight", "F32", "[2,3]", 104, 128))
                + "}";
        ByteBuffer data = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 16; i < 24; i += 2) {
            data.putShort(i, (short) bits);
        }
        return bytes(header, data.array());
    }

    static byte[] utf16Header() {
        byte[] text = header().getBytes(StandardCharsets.UTF_16LE);
        byte[] file = Arrays.copyOf(CraftedFile.container(header()), Long.BYTES);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length);
        return TestBytes.joined(TestBytes.joined(file, text), data());
    }
}
