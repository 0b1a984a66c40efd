package org.mnist4j.train;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.storage.AtomicFile;
import org.mnist4j.train.CheckpointException.Reason;

/**
 * What a run was begun with, before and in its checkpoints.
 *
 * <p>Until a run has a checkpoint, this is in the file {@value #FILE} of its folder: the keys of a checkpoint's metadata as a
 * JSON object, without the state.
 *
 * @param config the experiment
 * @param train the training set; empty if the images were not read yet
 * @param validation the validation set, if there is one
 */
record BegunRun(ExperimentConfig config, Optional<DatasetIdentity> train, Optional<DatasetIdentity> validation) {

    static final String FILE = "begun.json";

    private static final String FORMAT = "mnist4j-begun-run";
    private static final String VERSION = "1.0";
    private static final String READABLE_VERSION = "1\\.[0-9]{1,9}";
    private static final int MAX_BYTES = 1 << 24;

    static BegunRun of(ExperimentConfig config) {
        return new BegunRun(config, Optional.empty(), Optional.empty());
    }

    static BegunRun of(ExperimentConfig config, ImageDataset train, @Nullable ImageDataset validation) {
        return new BegunRun(
                config,
                Optional.of(DatasetIdentity.of(train)),
                Optional.ofNullable(validation).map(DatasetIdentity::of));
    }

    static BegunRun of(Checkpoint checkpoint) {
        return new BegunRun(checkpoint.config(), Optional.of(checkpoint.train()), checkpoint.validation());
    }

    void write(Path file) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("formatVersion", VERSION);
        fields.put("library", "mnist4j " + BuildInfo.current().version());
        fields.put("config", config.toJson());
        train.ifPresent(data -> fields.put("trainingData", CheckpointJson.write(data)));
        validation.ifPresent(data -> fields.put("validationData", CheckpointJson.write(data)));
        byte[] json = CheckpointJson.write(fields).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(json));
    }

    /**
     * Reads the file of a run without checkpoints.
     *
     * @throws CheckpointException if it is not such a file, its format is too new, or it cannot be read
     */
    static BegunRun read(Path file) {
        try {
            Map<String, String> fields = CheckpointJson.readFields(text(file));
            if (!FORMAT.equals(fields.get("format"))) {
                throw new IllegalArgumentException("format must be " + FORMAT + ", was " + fields.get("format"));
            }
            String version = require(fields, "formatVersion");
            if (!version.matches(READABLE_VERSION)) {
                throw new CheckpointException(
                        file,
                        Reason.VERSION,
                        "has format version " + version + ", this library reads " + VERSION
                                + "; resume with the release that wrote it, or start the run from the beginning");
            }
            return new BegunRun(
                    ExperimentConfig.fromJson(require(fields, "config")),
                    Optional.ofNullable(fields.get("trainingData")).map(CheckpointJson::readData),
                    Optional.ofNullable(fields.get("validationData")).map(CheckpointJson::readData));
        } catch (IllegalArgumentException | ConfigException e) {
            throw new CheckpointException(
                    file,
                    Reason.DAMAGED,
                    "is not intact (" + e.getMessage() + "); start the run from the beginning",
                    e);
        } catch (IOException e) {
            throw new CheckpointException(file, Reason.UNWRITABLE, "cannot be read: " + e, e);
        }
    }

    /** Uses a file stream: a channel would be closed when its thread is interrupted. */
    private static String text(Path file) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("expected at most " + MAX_BYTES + " bytes, found more");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String require(Map<String, String> fields, String key) {
        String value = fields.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }
}
