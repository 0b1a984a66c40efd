package org.mnist4j.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.ModelFormatException.Reason;

/**
 * The content of an ensemble's safetensors file: the metadata and the tensors of every member's own file, under
 * the prefixes {@code members[0].} and {@code members.0.} and so on.
 */
final class EnsembleFile {

    static final String FORMAT = "mnist4j-ensemble";

    private static final String VERSION = "1.0";
    private static final String COUNT = "members";

    private EnsembleFile() {}

    static void write(Ensemble ensemble, Path file) {
        List<Model> members = ensemble.members();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("formatVersion", VERSION);
        metadata.put(COUNT, Integer.toString(members.size()));
        List<TensorSpec> tensors = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            String prefix = prefix(m);
            ModelFile.metadata(members.get(m)).forEach((key, value) -> metadata.put(prefix + key, value));
            tensors.addAll(prefixed(m, members.get(m).config()));
        }
        Safetensors.requireReadable(metadata, tensors, SafetensorsReader.Limits.MODEL);
        try {
            Safetensors.write(
                    file,
                    metadata,
                    tensors,
                    members.stream().map(Model::sharedParameters).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the ensemble cannot be written: " + e, e);
        }
    }

    /** The beginning of a member's metadata entries, as in an ensemble's ONNX file. */
    private static String prefix(int m) {
        return "members[" + m + "].";
    }

    /** Named as PyTorch would name those of a {@code ModuleList} of the members. */
    private static List<TensorSpec> prefixed(int m, ExperimentConfig config) {
        return config.summary().tensors().stream()
                .map(tensor -> new TensorSpec("members." + m + "." + tensor.name(), tensor.shape()))
                .toList();
    }

    /** How many members a file says it has; empty for a file of another kind. */
    static Optional<String> count(Map<String, String> metadata) {
        return FORMAT.equals(metadata.get("format"))
                ? Optional.of(metadata.getOrDefault(COUNT, "?"))
                : Optional.empty();
    }

    /** Memory for the tensors is allocated only once the header and all configurations agree on their sizes. */
    static Ensemble read(String source, SafetensorsReader reader) {
        Map<String, String> metadata = reader.metadata();
        ModelFile.requireReadableVersion(source, ModelFile.require(source, metadata, "formatVersion"));
        List<Map<String, String>> ofMembers = metadataOfMembers(source, metadata);
        List<TensorSpec> expected = new ArrayList<>();
        for (int m = 0; m < ofMembers.size(); m++) {
            Map<String, String> own = ofMembers.get(m);
            ExperimentConfig config = member(source, m, () -> ModelFile.config(source, own));
            expected.addAll(prefixed(m, config));
        }
        ModelFile.requireTensors(source, reader.tensors(), expected);
        float[] values = reader.values();
        List<Model> members = new ArrayList<>();
        int from = 0;
        for (Map<String, String> own : ofMembers) {
            int start = from;
            Model model = member(source, members.size(), () -> {
                int size = (int) ModelFile.config(source, own).summary().values();
                return ModelFile.read(source, own, Arrays.copyOfRange(values, start, start + size));
            });
            from += (int) model.summary().values();
            members.add(model);
        }
        try {
            return Ensemble.of(members);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, Reason.METADATA, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Map<String, String>> metadataOfMembers(String source, Map<String, String> metadata) {
        String count = ModelFile.require(source, metadata, COUNT);
        int most = Ensemble.MAX_MEMBERS;
        if (!count.matches("[1-9][0-9]{0,2}") || Integer.parseInt(count) > most) {
            throw new ModelFormatException(
                    source, Reason.METADATA, "members in its metadata must be 1 to " + most + ", was " + count);
        }
        List<Map<String, String>> all = new ArrayList<>();
        for (int m = 0; m < Integer.parseInt(count); m++) {
            String prefix = prefix(m);
            Map<String, String> own = new LinkedHashMap<>();
            metadata.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    own.put(key.substring(prefix.length()), value);
                }
            });
            all.add(own);
        }
        return all;
    }

    /** Reads a part of one member, which a failure names. */
    private static <T> T member(String source, int m, Supplier<T> part) {
        try {
            return part.get();
        } catch (ModelFormatException e) {
            String message = String.valueOf(e.getMessage()).substring(source.length() + 2);
            throw new ModelFormatException(source, e.reason(), "members[" + m + "]: " + message, e);
        }
    }
}
