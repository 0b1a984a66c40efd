package org.mnist4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.LastEpochs;
import org.mnist4j.config.Patience;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.engine.EngineState;
import org.mnist4j.engine.Engines;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.Safetensors;
import org.mnist4j.model.SafetensorsReader;
import org.mnist4j.train.CheckpointException.Reason;

/**
 * Reads and writes checkpoints as safetensors files: the network's tensors as in a model file, the optimizer's moments
 * as additional tensors of the same shapes, and everything else as text in the metadata.
 */
final class CheckpointFile {

    static final String FORMAT = "mnist4j-checkpoint";
    static final String FIRST_MOMENT = "optimizer.firstMoment.";
    static final String SECOND_MOMENT = "optimizer.secondMoment.";
    static final String AVERAGE = "average.";
    static final String BEST = "best.";
    static final String LAST_EPOCH = "lastEpochs."; // followed by the index, from 0, oldest first

    private static final int MAX_HEADER = 1 << 24; // enough for the longest history
    private static final SafetensorsReader.Limits LIMITS = new SafetensorsReader.Limits(Integer.MAX_VALUE, MAX_HEADER);

    private static final String VERSION = "1.0";
    private static final String READABLE_VERSION = "1\\.[0-9]{1,9}";

    private CheckpointFile() {}

    static void write(Path file, Checkpoint checkpoint) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("formatVersion", VERSION);
        metadata.put("library", "mnist4j " + BuildInfo.current().version());
        metadata.put("config", checkpoint.config().toJson());
        metadata.put("configSha256", checkpoint.config().sha256());
        metadata.put("trainingData", CheckpointJson.write(checkpoint.train()));
        checkpoint.validation().ifPresent(data -> metadata.put("validationData", CheckpointJson.write(data)));
        EngineState state = checkpoint.state();
        EpochMemory memory = checkpoint.memory();
        metadata.put(
                "state",
                CheckpointJson.write(checkpoint.progress(), checkpoint.engine(), state.steps(), memory.scores()));
        List<float[]> values = new ArrayList<>(List.of(
                state.parameters(), state.firstMoments(), state.secondMoments(), state.averages(), memory.best()));
        values.addAll(memory.weights());
        int epochs = checkpoint.progress().history().size();
        Safetensors.write(file, metadata, tensors(checkpoint.config(), epochs), values);
    }

    /**
     * Rejects an experiment whose last checkpoint could not be read again.
     *
     * @throws CheckpointException if it would be too large
     */
    static void requireReadable(Path folder, ExperimentConfig config) {
        long bytes = 4
                * tensors(config, config.training().epochs()).stream()
                        .mapToLong(TensorSpec::size)
                        .sum();
        long most = LIMITS.fileBytes() - MAX_HEADER;
        if (bytes > most) {
            throw new CheckpointException(
                    folder,
                    Reason.TOO_LARGE,
                    "a checkpoint of this experiment would have " + bytes + " bytes, expected at most " + most
                            + "; use a smaller network, fewer averaged epochs, no restoreBest, or no checkpoints");
        }
    }

    /**
     * Reads a checkpoint. Memory for the tensors is allocated only after their sizes in the header have been checked
     * against the configuration.
     *
     * @throws CheckpointException if the file is not an intact checkpoint, or its format is too new
     */
    static Checkpoint read(Path file) {
        try (SafetensorsReader reader = SafetensorsReader.open(file, LIMITS)) {
            Map<String, String> metadata = reader.metadata();
            if (!FORMAT.equals(metadata.get("format"))) {
                throw damaged(file, "is a safetensors file but not a checkpoint", null);
            }
            String version = require(metadata, "formatVersion");
            if (!version.matches(READABLE_VERSION)) {
                throw tooNew(file, "format version " + version);
            }
            CheckpointJson.State saved = CheckpointJson.readState(require(metadata, "state"));
            if (!saved.isReadable()) {
                throw tooNew(file, "state version " + saved.version());
            }
            ExperimentConfig config = ExperimentConfig.fromJson(require(metadata, "config"));
            int epochs = saved.progress().history().size();
            if (!reader.tensors().equals(tensors(config, epochs))) {
                throw damaged(file, "its tensors do not fit its configuration", null);
            }
            Parts parts =
                    new Parts(reader.values(), Math.toIntExact(config.summary().values()));
            Checkpoint checkpoint = new Checkpoint(
                    config,
                    CheckpointJson.readData(require(metadata, "trainingData")),
                    Optional.ofNullable(metadata.get("validationData")).map(CheckpointJson::readData),
                    saved.engine(),
                    saved.progress(),
                    state(config, parts, saved.steps()),
                    memory(config, parts, epochs, saved.scores()));
            requireConsistent(checkpoint);
            return checkpoint;
        } catch (ModelFormatException e) {
            throw damaged(
                    file, String.valueOf(e.getMessage()).substring(e.source().length() + 2), e);
        } catch (ConfigException | IllegalArgumentException e) {
            throw damaged(file, "its metadata: " + e.getMessage(), e);
        }
    }

    /** Splits the values of a file into arrays with one value per parameter. */
    private static final class Parts {
        private final float[] values;
        private final int parameters;
        private int at;

        Parts(float[] values, int parameters) {
            this.values = values;
            this.parameters = parameters;
        }

        float[] next() {
            at += parameters;
            return Arrays.copyOfRange(values, at - parameters, at);
        }

        float[] nextIf(boolean present) {
            return present ? next() : new float[0];
        }
    }

    private static EngineState state(ExperimentConfig config, Parts parts, long steps) {
        return new EngineState(
                parts.next(),
                parts.next(),
                parts.nextIf(Engines.hasSecondMoments(config)),
                parts.nextIf(Engines.hasAverages(config)),
                steps);
    }

    private static EpochMemory memory(ExperimentConfig config, Parts parts, int epochs, List<Double> scores) {
        float[] best = parts.nextIf(hasBest(config, epochs));
        List<float[]> weights = new ArrayList<>();
        for (int i = 0; i < lastEpochs(config, epochs); i++) {
            weights.add(parts.next());
        }
        return new EpochMemory(weights, scores, best);
    }

    /** Whether a checkpoint after {@code epochs} epochs contains the best epoch's model. */
    private static boolean hasBest(ExperimentConfig config, int epochs) {
        return epochs > 0 && config.training().earlyStopping() instanceof Patience rule && rule.restoreBest();
    }

    /** Returns for how many epochs a checkpoint after {@code epochs} epochs contains the weights. */
    private static int lastEpochs(ExperimentConfig config, int epochs) {
        return config.training().averaging() instanceof LastEpochs last ? Math.min(last.epochs(), epochs) : 0;
    }

    private static List<TensorSpec> tensors(ExperimentConfig config, int epochs) {
        List<String> prefixes = new ArrayList<>(List.of("", FIRST_MOMENT));
        if (Engines.hasSecondMoments(config)) {
            prefixes.add(SECOND_MOMENT);
        }
        if (Engines.hasAverages(config)) {
            prefixes.add(AVERAGE);
        }
        if (hasBest(config, epochs)) {
            prefixes.add(BEST);
        }
        for (int i = 0; i < lastEpochs(config, epochs); i++) {
            prefixes.add(LAST_EPOCH + i + ".");
        }
        List<TensorSpec> parameters = config.summary().tensors();
        return prefixes.stream()
                .flatMap(prefix ->
                        parameters.stream().map(tensor -> new TensorSpec(prefix + tensor.name(), tensor.shape())))
                .toList();
    }

    private static void requireConsistent(Checkpoint checkpoint) {
        TrainingProgress progress = checkpoint.progress();
        int batches = checkpoint.batchesPerEpoch();
        int epochs = checkpoint.config().training().epochs();
        int done = progress.history().size();
        if (done > epochs
                || progress.batch() >= batches
                || (done == epochs && progress.batch() > 0)
                || checkpoint.state().steps() != progress.steps(batches)) {
            throw new IllegalArgumentException("state has " + done + " epochs, " + progress.batch() + " batches and "
                    + checkpoint.state().steps() + " steps are done, of " + epochs + " epochs of " + batches
                    + " batches");
        }
        boolean scored = checkpoint.config().training().earlyStopping() instanceof Patience;
        if (checkpoint.memory().scores().size() != (scored ? done : 0)) {
            throw new IllegalArgumentException(
                    "state has " + checkpoint.memory().scores().size() + " scores for " + done + " epochs "
                            + (scored ? "with" : "without") + " early stopping");
        }
        Stream.concat(
                        Stream.of(
                                checkpoint.state().parameters(),
                                checkpoint.memory().best()),
                        checkpoint.memory().weights().stream())
                .filter(parameters -> parameters.length > 0)
                .forEach(parameters -> requireUsable(checkpoint.config(), parameters));
    }

    private static void requireUsable(ExperimentConfig config, float[] parameters) {
        for (float parameter : parameters) {
            if (!Float.isFinite(parameter)) {
                throw new IllegalArgumentException("a parameter must be finite, was " + parameter);
            }
        }
        config.summary().requireVariances(parameters);
    }

    private static String require(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    private static CheckpointException damaged(
            Path file, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        return new CheckpointException(file, Reason.DAMAGED, message, cause);
    }

    private static CheckpointException tooNew(Path file, String version) {
        return new CheckpointException(
                file,
                Reason.VERSION,
                "has " + version + ", this library reads " + VERSION + "; resume with the release that wrote it");
    }
}
