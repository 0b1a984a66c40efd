package org.mnist4j.cli;

import static org.mnist4j.cli.TestBytes.ascii;
import static org.mnist4j.cli.TestBytes.flipped;
import static org.mnist4j.cli.TestBytes.joined;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist4j.train.Checkpoints;

/** Folders of a stopped run's checkpoints, of which none is intact or the newest is of another run. */
final class BadCheckpointInputs {

    private final List<BadInput> inputs = new ArrayList<>();
    private final byte[] good = CraftedCheckpoint.bytes();

    private BadCheckpointInputs() {}

    static List<BadInput> all() {
        BadCheckpointInputs all = new BadCheckpointInputs();
        all.addOtherFiles();
        all.addDamage();
        all.addVersions();
        all.addOtherRuns();
        all.addTensors();
        all.addStates();
        all.addLargeFiles();
        all.addBegunRuns();
        return all.inputs;
    }

    private void add(String id, String what, BadInput.Kind kind, BadInput.Maker maker, String reason, String message) {
        BadInput.Maker folder = path -> {
            Files.createDirectory(path);
            Files.createFile(path.resolve(".lock")); // as every run leaves it
            maker.make(path);
        };
        inputs.add(new BadInput(id, what, kind, folder, reason, List.of(message)));
    }

    private void addBegunRuns() {
        String format = "{\"format\": \"mnist4j-begun-run\", \"formatVersion\": \"";
        begun("empty", "", "DAMAGED", "begun.json: is not intact");
        begun("no JSON", "<html>", "DAMAGED", "begun.json: is not intact");
        begun("no configuration", format + "1.0\"}", "DAMAGED", "config is missing");
        begun("5,000 deep", "[".repeat(5000), "DAMAGED", "begun.json: is not intact");
        begun("a later version", format + "2.0\"}", "VERSION", "format version 2.0");
        add(
                "R13",
                "begun.json: 17 MB",
                BadInput.Kind.CHECKPOINT,
                folder -> Files.write(folder.resolve("begun.json"), new byte[17 << 20]),
                "DAMAGED",
                "expected at most 16777216 bytes, found more");
        add(
                "R13",
                "begun.json of another experiment",
                BadInput.Kind.OTHER_RUN,
                folder -> Checkpoints.in(folder)
                        .begin(CraftedCheckpoint.config().toBuilder().seed(1).build()),
                "OTHER_CONFIG",
                "seed is 1 in the run that was begun");
    }

    private void begun(String what, String content, String reason, String message) {
        add(
                "R13",
                "begun.json: " + what,
                BadInput.Kind.CHECKPOINT,
                folder -> Files.writeString(folder.resolve("begun.json"), content),
                reason,
                message);
    }

    private void damaged(String id, String what, BadInput.Maker file, String message) {
        BadInput.Maker maker = folder -> file.make(folder.resolve(CraftedCheckpoint.NAME));
        add(id, what, BadInput.Kind.CHECKPOINT, maker, "DAMAGED", message);
    }

    private void damaged(String id, String what, byte[] content, String message) {
        damaged(id, what, file -> Files.write(file, content), message);
    }

    /** The good checkpoint with a piece of its header replaced, and the right hash. */
    private void header(
            String id, BadInput.Kind kind, String piece, String replacement, String reason, String message) {
        String what = piece + " as " + replacement;
        byte[] content = CraftedFile.with(good, piece, replacement);
        add(
                id,
                what.length() > 60 ? what.substring(0, 60) : what,
                kind,
                folder -> Files.write(folder.resolve(CraftedCheckpoint.NAME), content),
                reason,
                message);
    }

    private void damagedHeader(String id, String piece, String replacement, String message) {
        header(id, BadInput.Kind.CHECKPOINT, piece, replacement, "DAMAGED", message);
    }

    private void addOtherFiles() {
        add("R01", "no file", BadInput.Kind.OTHER_RUN, folder -> {}, "NONE", "no checkpoint to resume from");
        add(
                "R01",
                "another name",
                BadInput.Kind.OTHER_RUN,
                folder -> Files.write(folder.resolve("copy of " + CraftedCheckpoint.NAME), good),
                "NONE",
                "no checkpoint to resume from");
        damaged("R02", "empty", new byte[0], "is empty");
        damaged("R02", "text", ascii("epoch,trainingLoss\n1,0.3\n"), "is not a safetensors file");
        damaged("R02", "HTML", ascii("<html>503</html>"), "is HTML or XML");
        damaged("R02", "model", CraftedModel.bytes(), "is a safetensors file but not a checkpoint");
        for (OddFile odd : OddFile.all()) {
            if (!odd.what().equals("nothing")) {
                damaged("R03", odd.what(), odd.maker(), odd.said("is not a regular file", ""));
            }
        }
    }

    private void addDamage() {
        int data = CraftedFile.dataStart(good);
        damaged("R04", "9 bytes", Arrays.copyOf(good, 9), "it is truncated, damaged");
        damaged("R04", "no data", Arrays.copyOf(good, data), "more than the file contains");
        damaged("R04", "half the data", Arrays.copyOf(good, (data + good.length) / 2), "within");
        damaged("R04", "one byte less", Arrays.copyOf(good, good.length - 1), "within");
        damaged("R04", "one byte more", joined(good, new byte[1]), "follow the header");
        damaged("R05", "first parameter", flipped(good, data), "is damaged: its SHA-256 should be");
        damaged("R05", "last moment", flipped(good, -1), "is damaged: its SHA-256 should be");
        damaged("R05", "brace", flipped(good, 8), "is not a safetensors file");
        add(
                "R05",
                "two of them",
                BadInput.Kind.CHECKPOINT,
                folder -> {
                    Files.write(folder.resolve(CraftedCheckpoint.NAME), flipped(good, -1));
                    Files.write(folder.resolve("step-0000000002.safetensors"), flipped(good, data));
                },
                "DAMAGED",
                "step-0000000002.safetensors: is damaged");
    }

    private void addVersions() {
        header(
                "R06",
                BadInput.Kind.CHECKPOINT,
                "\"formatVersion\":\"1.",
                "\"formatVersion\":\"2.",
                "VERSION",
                "version 2.");
        header(
                "R06",
                BadInput.Kind.CHECKPOINT,
                "stateVersion\\\":2",
                "stateVersion\\\":3",
                "VERSION",
                "state version 3");
        header(
                "R06",
                BadInput.Kind.CHECKPOINT,
                "engine\\\":\\\"java",
                "engine\\\":\\\"jav\\\\u001b",
                "VERSION",
                "jav?");
    }

    private void addOtherRuns() {
        BadInput.Kind other = BadInput.Kind.OTHER_RUN;
        header(
                "R07",
                other,
                "\\\"epochs\\\": 2",
                "\\\"epochs\\\": 3",
                "OTHER_CONFIG",
                "training.epochs is 3 in the checkpoint and 2 in this configuration");
        header(
                "R07",
                other,
                "\\\"seed\\\": 42",
                "\\\"seed\\\": 43",
                "OTHER_CONFIG",
                "seed is 43 in the checkpoint and 42 in");
        String fingerprint = "fingerprint\\\":\\\"";
        header(
                "R08",
                other,
                fingerprint,
                fingerprint + "1".repeat(64) + "\\\",\\\"was\\\":\\\"",
                "OTHER_DATA",
                "111), yours is");
        header("R08", other, "\\\"images\\\":2", "\\\"images\\\":3", "OTHER_DATA", "(3 images, ");
        String data = "{\\\"name\\\":\\\"\\\\u001b[2J\\\\u202e\\\",\\\"images\\\":2,\\\"" + fingerprint + "1".repeat(64)
                + "\\\"}";
        header(
                "R08",
                other,
                "\"trainingData\":",
                "\"validationData\":\"" + data + "\",\"trainingData\":",
                "OTHER_DATA",
                "?[2J? (2 images");
    }

    private void addTensors() {
        String second = "\"optimizer.secondMoment.layers.0.weight\"";
        damagedHeader("R09", second, "\"optimizer.secondMoment.layers.0.wait\"", "its tensors do not fit");
        damagedHeader("R09", "\\\"type\\\": \\\"adam\\\"", "\\\"type\\\": \\\"sgd\\\"", "its metadata: ");
        damagedHeader("R09", "\\\"units\\\": 1", "\\\"units\\\": 2", "its tensors do not fit its configuration");
        byte[] stateless = CraftedFile.without(good, ",\"optimizer\\.[^}]*\\}", CraftedCheckpoint.PARAMETERS);
        damaged("R09", "no optimizer state", stateless, "its tensors do not fit its configuration");
        byte[] nan = CraftedFile.withValues(good, 3, 4, Float.NaN);
        damaged("R09", "a parameter of NaN", nan, "a parameter must be finite, was NaN");
    }

    private void addStates() {
        damagedHeader("R10", "\"state\":", "\"stale\":", "state is missing");
        damagedHeader(
                "R10", "optimizerSteps\\\":1", "optimizerSteps\\\":2", "1 epochs, 0 batches and 2 steps are done");
        damagedHeader(
                "R10", "batchesDone\\\":0", "batchesDone\\\":9223372036854775808", "batchesDone must be an integer");
        damagedHeader("R10", "epochsDone\\\":1", "epochsDone\\\":2", "epochsDone must be the length of its history");
        damagedHeader(
                "R10", "\\\"history\\\":[", "\\\"history\\\":[" + "[".repeat(5000), "its metadata: is not valid JSON");
        damagedHeader(
                "R10",
                "\\\"seconds\\\":",
                "\\\"seconds\\\":\\\"\\\\u001b[2J\\\\u202e\\\",\\\"was\\\":",
                "must be a number, was");
        damagedHeader("R10", "\\\"seconds\\\":", "\\\"seconds\\\":1,\\\"seconds\\\":", "Duplicate field");
        damagedHeader("R11", "\\\"epochs\\\": 2", "\\\"epochs\\\": 0", "training.epochs: must be at least 1");
        damagedHeader("R11", "\"config\":", "\"konfig\":", "config is missing");
        damagedHeader("R11", "\\\"images\\\":2", "\\\"images\\\":0", "images must be an integer of at least 1");
    }

    private void addLargeFiles() {
        String tensor = "{\"a\":{\"dtype\":\"F32\",\"shape\":[268435392],\"data_offsets\":[0,1073741568]}}";
        long gibibyte = 1L << 30;
        damaged("R12", "1 GiB", file -> CraftedFile.writeSparse(file, tensor, gibibyte), "but not a checkpoint");
        damaged("R12", "2 GiB", file -> CraftedFile.writeSparse(file, "{}", 2 * gibibyte), "has 2147483648 bytes");
        damagedHeader("R12", "\"library\":\"", "\"library\":\"" + "x".repeat(1 << 24), "declares a header of");
    }
}
