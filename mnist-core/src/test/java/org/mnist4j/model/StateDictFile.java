package org.mnist4j.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mnist4j.config.TensorSpec;

/** A safetensors file as another program writes it: any names and types, the header and the data in any order. */
final class StateDictFile {

    private record Entry(String name, String dtype, List<Integer> shape, byte[] data) {}

    private final List<Entry> entries = new ArrayList<>();

    /** The model's tensors under their names in a {@code torch.nn.Sequential}. */
    static StateDictFile of(Model model) {
        StateDictFile file = new StateDictFile();
        for (Tensor tensor : model.tensors()) {
            file.add(tensor.name().replaceFirst("^layers\\.", ""), tensor.shape(), tensor.values());
        }
        return file;
    }

    StateDictFile add(String name, List<Integer> shape, float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return addBytes(name, "F32", shape, data.array());
    }

    /** Consecutive values from a first one on, so that each can be told from the others. */
    StateDictFile addFrom(float first, String name, Integer... shape) {
        float[] values = new float[new TensorSpec(name, List.of(shape)).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return add(name, List.of(shape), values);
    }

    StateDictFile addCounter(String name) {
        return addBytes(name, "I64", List.of(), new byte[] {7, 0, 0, 0, 0, 0, 0, 0});
    }

    StateDictFile addBytes(String name, String dtype, List<Integer> shape, byte[] data) {
        entries.add(new Entry(name, dtype, shape, data));
        return this;
    }

    /** With the tensors in the order in which the safetensors package writes them: wide types first, then by name. */
    StateDictFile sorted() {
        entries.sort((a, b) -> a.name().compareTo(b.name()));
        return this;
    }

    /** The header in the order of the tensors, their data the other way round. */
    Path write(Path file) {
        int at = entries.stream().mapToInt(entry -> entry.data().length).sum();
        List<String> header = new ArrayList<>();
        byte[] body = new byte[at];
        for (Entry entry : entries) {
            int begin = at - entry.data().length;
            System.arraycopy(entry.data(), 0, body, begin, entry.data().length);
            String shape = entry.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
            header.add("\"" + entry.name() + "\":{\"dtype\":\"" + entry.dtype() + "\",\"shape\":[" + shape
                    + "],\"data_offsets\":[" + begin + "," + at + "]}");
            at = begin;
        }
        byte[] text = ("{\"__metadata__\":{\"format\":\"pt\"}," + String.join(",", header) + "}")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + text.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
        try {
            return Files.write(
                    file, bytes.putLong(text.length).put(text).put(body).array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
