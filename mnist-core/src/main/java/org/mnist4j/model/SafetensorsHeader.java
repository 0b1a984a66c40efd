package org.mnist4j.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.ModelFormatException.Reason;

/**
 * The header of a safetensors file, read strictly: float32 tensors whose bytes follow each other without overlap or
 * gap and end with the file.
 *
 * @param metadata the entries of {@code __metadata__}
 * @param tensors names and shapes in the order of their bytes
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorSpec> tensors) {

    private static final String METADATA = "__metadata__";
    private static final int MAX_TENSORS = 10_000;
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(20)
                    .maxTokenCount(20L * MAX_TENSORS)
                    .build())
            .build());

    /** Checks the first nine bytes: a plausible header length, then the brace that opens the header. */
    static void requireStart(String source, byte[] start, long fileSize) {
        if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            throw new ModelFormatException(
                    source,
                    Reason.NOT_A_MODEL,
                    "is a zip file, perhaps one of Deeplearning4j's ModelSerializer; this library reads safetensors only");
        }
        if (start.length <= Long.BYTES || start[Long.BYTES] != '{') {
            throw new ModelFormatException(
                    source, Reason.NOT_A_MODEL, "is not a safetensors file: no header of { after 8 bytes of length");
        }
        long headerLength =
                ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (headerLength < 2 || headerLength > Safetensors.MAX_HEADER || headerLength > fileSize - Long.BYTES) {
            throw new ModelFormatException(
                    source,
                    Reason.STRUCTURE,
                    "says its header has " + Long.toUnsignedString(headerLength) + " bytes; at most "
                            + Math.min(Safetensors.MAX_HEADER, fileSize - Long.BYTES) + " are possible");
        }
    }

    static SafetensorsHeader parse(String source, byte[] file, long headerLength) {
        JsonNode root = json(source, file, (int) headerLength);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<TensorSpec> tensors = new ArrayList<>();
        long dataLength = file.length - Long.BYTES - headerLength;
        long end = 0;
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                readMetadata(source, field.getValue(), metadata);
            } else {
                end = readTensor(source, field.getKey(), field.getValue(), end, dataLength, tensors);
            }
        }
        if (end != dataLength) {
            throw new ModelFormatException(
                    source,
                    Reason.STRUCTURE,
                    "its tensors take " + end + " bytes, but " + dataLength + " follow the header");
        }
        return new SafetensorsHeader(Map.copyOf(metadata), List.copyOf(tensors));
    }

    private static JsonNode json(String source, byte[] file, int headerLength) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file, Long.BYTES, headerLength))
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
                        source, Reason.STRUCTURE, METADATA + "." + entry.getKey() + " must be a text");
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        }
    }

    /** Reads one tensor's entry, which must begin where the one before it ended, and returns where it ends. */
    private static long readTensor(
            String source, String name, JsonNode node, long start, long dataLength, List<TensorSpec> tensors) {
        if (!node.isObject() || !fieldNames(node).equals(Set.of("dtype", "shape", "data_offsets"))) {
            throw tensorProblem(source, name, "must have dtype, shape and data_offsets");
        }
        if (!"F32".equals(node.get("dtype").textValue())) {
            throw tensorProblem(source, name, "must be of dtype F32, is " + node.get("dtype"));
        }
        List<Integer> shape = new ArrayList<>();
        long size = 1;
        for (JsonNode dimension : node.get("shape")) {
            if (!dimension.canConvertToInt() || !dimension.isIntegralNumber() || dimension.intValue() < 1) {
                throw tensorProblem(source, name, "has a dimension of " + dimension + "; it must be 1 or more");
            }
            shape.add(dimension.intValue());
            size *= dimension.intValue();
            if (size > dataLength) {
                throw tensorProblem(source, name, "has shape " + node.get("shape") + ", more than the file holds");
            }
        }
        JsonNode offsets = node.get("data_offsets");
        long end = start + size * Float.BYTES;
        if (!node.get("shape").isArray()
                || shape.isEmpty()
                || !offsets.isArray()
                || offsets.size() != 2
                || !offsets.get(0).isIntegralNumber()
                || !offsets.get(1).isIntegralNumber()
                || offsets.get(0).longValue() != start
                || offsets.get(1).longValue() != end
                || end > dataLength) {
            throw tensorProblem(
                    source,
                    name,
                    "of shape " + node.get("shape") + " must have data_offsets [" + start + "," + end + "] within "
                            + dataLength + " bytes, has " + offsets);
        }
        tensors.add(new TensorSpec(name, shape));
        return end;
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
