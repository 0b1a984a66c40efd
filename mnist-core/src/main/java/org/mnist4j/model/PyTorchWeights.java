package org.mnist4j.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.ModelFormatException.Reason;
import org.mnist4j.storage.PrintableText;

/**
 * The weights of a network that was trained in PyTorch, from a safetensors file of its {@code state_dict}:
 *
 * <pre>{@code
 * Model model = PyTorchWeights.read(Path.of("state.safetensors"), config).model();
 * }</pre>
 *
 * <p>The configuration describes the network; nothing in the file can tell padding, strides, pooling, activations or
 * epsilon. Each layer's tensors are found by shape, whatever their names, and modules of one shape by the numbers in their
 * names: {@code conv1} before {@code conv2}. Names without such an order need a map. Every tensor of the file and of the
 * network is accounted for. Float16 and bfloat16 are widened exactly; a bias that a module was made without
 * ({@code bias=False}) is zero; the counter {@code num_batches_tracked} is not needed.
 *
 * <p>PyTorch flattens channels first, and so does this library behind feature maps. For a network that begins with a
 * dense layer on images of several channels, the weights are put into the order of the pixels, channels last.
 */
public final class PyTorchWeights {

    private static final String OWN_FORMAT = "mnist4j-";

    private final ExperimentConfig config;
    private final float[] parameters;
    private final StateDictMatch match;
    private final ImportSource source;

    private PyTorchWeights(ExperimentConfig config, float[] parameters, StateDictMatch match, ImportSource source) {
        this.config = config;
        this.parameters = parameters;
        this.match = match;
        this.source = source;
    }

    /**
     * Reads the weights of a network.
     *
     * @throws ModelFormatException if the file is damaged or not safetensors, its tensors are not those of the network,
     *     or a value is not finite or a negative variance
     */
    public static PyTorchWeights read(Path file, ExperimentConfig config) {
        return read(file, config, Map.of());
    }

    /**
     * Reads the weights of a network, some of which belong together as told.
     *
     * @param map names of this library's tensors, as in {@code config.summary().tensors()}, to names in the file; or of
     *     modules, such as {@code layers.0} to {@code fc1}, for all their tensors
     * @throws ModelFormatException as {@link #read(Path, ExperimentConfig)}
     * @throws IllegalArgumentException if the map has a name that is not there
     */
    public static PyTorchWeights read(Path file, ExperimentConfig config, Map<String, String> map) {
        String name = file.toString();
        try (SafetensorsReader reader = SafetensorsReader.openOther(file, SafetensorsReader.Limits.MODEL)) {
            if (reader.metadata().getOrDefault("format", "").startsWith(OWN_FORMAT)) {
                throw new ModelFormatException(
                        name,
                        Reason.NOT_A_MODEL,
                        "was written by this library, as " + reader.metadata().get("format")
                                + ", and needs no import; use it as it is");
            }
            List<TensorSpec> network = config.summary().tensors();
            StateDictMatch match = StateDictMatch.of(name, network, reader.tensors(), reader.dtypes(), map);
            float[] parameters = new float[Math.toIntExact(config.summary().values())];
            String sha256 = reader.read(parameters, offsets(network, reader.tensors(), match));
            requireFinite(name, network, parameters);
            PixelOrder.toChannelsLast(config, parameters);
            requireVariances(name, config, parameters);
            ImportSource source = new ImportSource(BuildInfo.current(), "safetensors", storable(file), sha256);
            return new PyTorchWeights(config, parameters, match, source);
        }
    }

    private static String storable(Path file) {
        String name = PrintableText.storable(String.valueOf(file.getFileName()), ModelProvenance.MAX_TEXT);
        return name.isBlank() ? "unnamed" : name;
    }

    /** Where the values of each tensor of the file go; -1 for a counter. */
    private static int[] offsets(List<TensorSpec> network, List<TensorSpec> file, StateDictMatch match) {
        Map<String, Integer> byName = new HashMap<>();
        int offset = 0;
        for (TensorSpec tensor : network) {
            String from = match.sources().get(tensor.name());
            if (from != null) {
                byName.put(from, offset);
            }
            offset += tensor.size();
        }
        return file.stream()
                .mapToInt(tensor -> byName.getOrDefault(tensor.name(), -1))
                .toArray();
    }

    private static void requireFinite(String file, List<TensorSpec> network, float[] parameters) {
        int at = 0;
        for (TensorSpec tensor : network) {
            for (int i = 0; i < tensor.size(); i++, at++) {
                if (!Float.isFinite(parameters[at])) {
                    throw new ModelFormatException(
                            file,
                            Reason.NOT_FINITE,
                            "value " + i + " of " + tensor.name() + " must be finite, was " + parameters[at]
                                    + "; did the training diverge?");
                }
            }
        }
    }

    private static void requireVariances(String file, ExperimentConfig config, float[] parameters) {
        try {
            config.summary().requireVariances(parameters);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(file, Reason.NEGATIVE_VARIANCE, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The name in the file for each of the network's tensors, in the network's order. Those that the file does not have,
     * because their modules have no bias, are missing: they are zero.
     */
    public Map<String, String> sources() {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (TensorSpec tensor : config.summary().tensors()) {
            String from = match.sources().get(tensor.name());
            if (from != null) {
                ordered.put(tensor.name(), from);
            }
        }
        return ordered;
    }

    /** The model, with the classes {@code 0}, {@code 1} and so on, as MNIST has. */
    public Model model() {
        return model(
                IntStream.range(0, config.classes()).mapToObj(Integer::toString).toList());
    }

    /**
     * The model. It has no metrics until it is measured: {@link Model#withTestMetrics}.
     *
     * @param classNames one name per class, in the order of the outputs, as for {@link Model#of}
     * @throws IllegalArgumentException if the names do not match the network
     */
    public Model model(List<String> classNames) {
        return Model.of(config, new ArrayList<>(classNames), parameters).withImportedFrom(source);
    }
}
