package org.mnist4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.engine.EngineState;
import org.mnist4j.engine.Engines;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.Safetensors;
import org.mnist4j.model.SafetensorsReader;
import org.mnist4j.train.CheckpointException.Reason;

/**
 * A checkpoint as a safetensors file: the network's tensors as a model has them, the optimizer's moments as further
 * tensors of the same shapes, and everything else as text in the metadata.
 */
final class CheckpointFile {

    static final String FORMAT = "mnist4j-checkpoint";
    static final String FIRST_MOMENT = "optimizer.firstMoment.";
    static final String SECOND_MOMENT = "optimizer.secondMoment.";

    /** The largest network with two moments; the history of as many epochs as there can be. */
    private static final SafetensorsReader.Limits LIMITS = new SafetensorsReader.Limits(Integer.MAX_VALUE, 1 << 24);

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
        metadata.put("state", CheckpointJson.write(checkpoint.progress(), checkpoint.engine(), state.steps()));
        Safetensors.write(
                file,
                metadata,
                tensors(checkpoint.config()),
                List.of(state.parameters(), state.firstMoments(), state.secondMoments()));
    }

    /**
     * Reads a checkpoint back. Memory for the tensors is taken only once the header and the configuration in it agree on
     * their sizes.
     *
     * @throws CheckpointException if the file is not an intact checkpoint, or of a format that is too new
     */
    static Checkpoint read(Path file) {
        try (SafetensorsReader reader = SafetensorsReader.open(file, LIMITS)) {
            Map<String, String> metadata = reader.metadata();
            if (!FORMAT.equals(metadata.get("format"))) {
                throw damaged(file, "is a safetensors file, but no checkpoint", null);
            }
            String version = require(metadata, "formatVersion");
            if (!version.matches(READABLE_VERSION)) {
                throw tooNew(file, "format version " + version);
            }
            CheckpointJson.State saved = CheckpointJson.readState(require(metadata, "state"));
            if (saved.version() != CheckpointJson.STATE_VERSION) {
                throw tooNew(file, "state version " + saved.version());
            }
            ExperimentConfig config = ExperimentConfig.fromJson(require(metadata, "config"));
            if (!reader.tensors().equals(tensors(config))) {
                throw damaged(file, "its tensors do not fit its configuration", null);
            }
            Checkpoint checkpoint = new Checkpoint(
                    config,
                    CheckpointJson.readData(require(metadata, "trainingData")),
                    Optional.ofNullable(metadata.get("validationData")).map(CheckpointJson::readData),
                    saved.engine(),
                    saved.progress(),
                    state(config, reader.values(), saved.steps()));
            requireConsistent(checkpoint);
            return checkpoint;
        } catch (ModelFormatException e) {
            throw damaged(
                    file, String.valueOf(e.getMessage()).substring(e.source().length() + 2), e);
        } catch (ConfigException | IllegalArgumentException e) {
            throw damaged(file, "its metadata: " + e.getMessage(), e);
        }
    }

    private static EngineState state(ExperimentConfig config, float[] values, long steps) {
        int parameters = Math.toIntExact(config.summary().parameters());
        float[] first = Arrays.copyOfRange(values, parameters, 2 * parameters);
        float[] second = Arrays.copyOfRange(values, 2 * parameters, values.length);
        return EngineState.of(Arrays.copyOf(values, parameters), first, second, steps);
    }

    private static List<TensorSpec> tensors(ExperimentConfig config) {
        List<TensorSpec> parameters = config.summary().tensors();
        List<TensorSpec> all = new ArrayList<>(parameters);
        parameters.forEach(tensor -> all.add(new TensorSpec(FIRST_MOMENT + tensor.name(), tensor.shape())));
        if (Engines.hasSecondMoments(config)) {
            parameters.forEach(tensor -> all.add(new TensorSpec(SECOND_MOMENT + tensor.name(), tensor.shape())));
        }
        return all;
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
            throw new IllegalArgumentException("state says " + done + " epochs, " + progress.batch() + " batches and "
                    + checkpoint.state().steps() + " steps are done, of " + epochs + " epochs of " + batches
                    + " batches");
        }
        for (float parameter : checkpoint.state().parameters()) {
            if (!Float.isFinite(parameter)) {
                throw new IllegalArgumentException("a parameter must be finite, was " + parameter);
            }
        }
    }

    private static String require(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + key);
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
                "is of " + version + ", this library reads " + VERSION + "; resume with the release that wrote it");
    }
}
