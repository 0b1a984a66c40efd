package org.mnist4j.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.ModelFormatException.Reason;

/**
 * The header of a safetensors file, read strictly: tensors whose bytes follow each other without overlap or gap and end
 * with the file. This library's own files contain float32 only, in the header's order.
 */
final class SafetensorsHeader {

    private static final String METADATA = "__metadata__";
    static final int MAX_TENSORS = 10_000;
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(20)
                    .maxTokenCount(20L * MAX_TENSORS)
                    .build())
            .build());

    private final Map<String, String> metadata;
    private final List<TensorSpec> tensors;
    private final List<Dtype> dtypes;
    private final byte[] bytes;

    private SafetensorsHeader(
            Map<String, String> metadata, List<TensorSpec> tensors, List<Dtype> dtypes, byte[] bytes) {
        this.metadata = metadata;
        this.tensors = tensors;
        this.dtypes = dtypes;
        this.bytes = bytes;
    }

    /** Who wrote the file, which decides what it may contain. */
    enum Writer {
        /** This library: float32 only, in the header's order. */
        OURS,
        /** Any other program: several types, scalars too, and a header in any order. */
        OTHER
    }

    /** The entries of {@code __metadata__}. */
    Map<String, String> metadata() {
        return metadata;
    }

    /** Names and shapes in the order of their bytes. */
    List<TensorSpec> tensors() {
        return tensors;
    }

    /** The element type of each of {@link #tensors()}. */
    List<Dtype> dtypes() {
        return dtypes;
    }

    /** The total number of values in all tensors. */
    int values() {
        return tensors.stream().mapToInt(TensorSpec::size).sum();
    }

    /** A copy of everything before the tensors: the length and the header. */
    byte[] bytes() {
        return bytes.clone();
    }

    /** Reads the length and the header, and checks every tensor's size against the file's. */
    static SafetensorsHeader read(
            String source, InputStream in, long fileSize, SafetensorsReader.Limits limits, Writer writer)
            throws IOException {
        if (fileSize > limits.fileBytes()) {
            throw new ModelFormatException(
                    source,
                    Reason.NOT_A_MODEL,
                    "has " + fileSize + " bytes, but a model has at most " + limits.fileBytes());
        }
        byte[] start = in.readNBytes(Long.BYTES + 1);
        int headerLength = headerLength(source, start, fileSize, limits);
        byte[] rest = in.readNBytes(headerLength - 1);
        if (rest.length < headerLength - 1) {
            throw new ModelFormatException(source, Reason.STRUCTURE, "became shorter while it was being read");
        }
        byte[] bytes = ByteBuffer.allocate(start.length + rest.length)
                .put(start)
                .put(rest)
                .array();
        return parse(source, bytes, fileSize - bytes.length, writer);
    }

    /** Checks the first nine bytes: a plausible header length, then the brace that opens the header. */
    private static int headerLength(String source, byte[] start, long fileSize, SafetensorsReader.Limits limits) {
        if (start.length <= Long.BYTES || start[Long.BYTES] != '{') {
            throw new ModelFormatException(source, Reason.NOT_A_MODEL, ForeignFile.describe(start));
        }
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long most = Math.min(limits.headerBytes(), fileSize - Long.BYTES);
        if (length < 2 || length > most) {
            throw new ModelFormatException(
                    source,
                    Reason.STRUCTURE,
                    "declares a header of " + Long.toUnsignedString(length) + " bytes, but only 2 to " + most
                            + " are possible: it is truncated, damaged or not a model");
        }
        return (int) length;
    }

    private static SafetensorsHeader parse(String source, byte[] bytes, long dataLength, Writer writer) {
        JsonNode root = json(source, bytes);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                readMetadata(source, field.getValue(), metadata);
            } else {
                entries.add(field);
            }
        }
        if (writer == Writer.OTHER) {
            // A wrong offset is found below, wherever it is sorted to.
            entries.sort(Comparator.comparingLong(
                    entry -> entry.getValue().path("data_offsets").path(0).asLong()));
        }
        List<TensorSpec> tensors = new ArrayList<>();
        List<Dtype> dtypes = new ArrayList<>();
        long end = 0;
        for (Map.Entry<String, JsonNode> entry : entries) {
            String name = entry.getKey();
            JsonNode node = entry.getValue();
            Dtype dtype = dtype(source, name, node, writer);
            tensors.add(readTensor(source, name, node, end, dataLength, dtype, writer));
            dtypes.add(dtype);
            end += (long) tensors.get(tensors.size() - 1).size() * dtype.bytes;
        }
        if (end != dataLength) {
            throw new ModelFormatException(
                    source,
                    Reason.STRUCTURE,
                    "its tensors take " + end + " bytes, but " + dataLength + " follow the header");
        }
        return new SafetensorsHeader(Map.copyOf(metadata), List.copyOf(tensors), List.copyOf(dtypes), bytes);
    }

    private static JsonNode json(String source, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, Long.BYTES, bytes.length - Long.BYTES))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ModelFormatException(source, Reason.STRUCTURE, "its header is not valid UTF-8", e);
        }
        try (JsonParser parser = JSON.createParser(text)) {
            JsonNode root = JSON.readTree(parser);
            if (root == null || !root.isObject() || parser.nextToken() != null) {
                throw new ModelFormatException(source, Reason.STRUCTURE, "its header must be one JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(
                    source, Reason.STRUCTURE, "its header is not valid: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new AssertionError("text in memory can always be read", e);
        }
    }

    private static void readMetadata(String source, JsonNode node, Map<String, String> metadata) {
        if (!node.isObject()) {
            throw new ModelFormatException(source, Reason.STRUCTURE, METADATA + " must be an object");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isTextual()) {
                throw new ModelFormatException(
                        source, Reason.STRUCTURE, METADATA + "." + entry.getKey() + " must be a string");
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        }
    }

    private static Dtype dtype(String source, String name, JsonNode node, Writer writer) {
        if (!node.isObject() || !fieldNames(node).equals(Set.of("dtype", "shape", "data_offsets"))) {
            throw tensorProblem(source, name, "must have dtype, shape and data_offsets");
        }
        JsonNode given = node.get("dtype");
        Dtype dtype = Dtype.named(given.textValue());
        if (writer == Writer.OURS && dtype != Dtype.F32) {
            throw tensorProblem(source, name, "must be of dtype F32, is " + given);
        }
        if (dtype == null) {
            throw tensorProblem(
                    source,
                    name,
                    "must be of dtype F32, F16 or BF16, is " + given + "; convert it before saving, for instance with"
                            + " .float() in PyTorch");
        }
        return dtype;
    }

    /** Reads one tensor's entry, which must begin where the one before it ended. */
    private static TensorSpec readTensor(
            String source, String name, JsonNode node, long start, long dataLength, Dtype dtype, Writer writer) {
        List<Integer> shape = new ArrayList<>();
        long size = 1;
        for (JsonNode dimension : node.get("shape")) {
            if (!dimension.canConvertToInt() || !dimension.isIntegralNumber() || dimension.intValue() < 1) {
                throw tensorProblem(source, name, "has a dimension of " + dimension + "; it must be 1 or more");
            }
            shape.add(dimension.intValue());
            size *= dimension.intValue();
            if (size > dataLength) {
                throw tensorProblem(source, name, "has shape " + node.get("shape") + ", more than the file contains");
            }
        }
        JsonNode offsets = node.get("data_offsets");
        long end = start + size * dtype.bytes;
        if (!node.get("shape").isArray()
                || shape.isEmpty() && writer == Writer.OURS
                || !offsets.isArray()
                || offsets.size() != 2
                || !isExactly(start, offsets.get(0))
                || !isExactly(end, offsets.get(1))
                || end > dataLength) {
            throw tensorProblem(
                    source,
                    name,
                    "of shape " + node.get("shape") + " must have data_offsets [" + start + "," + end + "] within "
                            + dataLength + " bytes, has " + offsets);
        }
        return new TensorSpec(name, shape);
    }

    private static boolean isExactly(long expected, JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() == expected;
    }

    private static Set<String> fieldNames(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static ModelFormatException tensorProblem(String source, String name, String message) {
        return new ModelFormatException(source, Reason.TENSOR, "tensor \"" + name + "\" " + message);
    }
}
