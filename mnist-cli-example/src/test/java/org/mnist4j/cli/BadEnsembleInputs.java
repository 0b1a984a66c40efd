package org.mnist4j.cli;

import static org.mnist4j.cli.TestBytes.flipped;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files of ensembles with a damaged member, or that somebody made with the right hash. */
final class BadEnsembleInputs {

    private final List<BadInput> inputs = new ArrayList<>();
    private final byte[] good = CraftedModel.ensemble();

    private BadEnsembleInputs() {}

    static List<BadInput> all() {
        BadEnsembleInputs all = new BadEnsembleInputs();
        all.addDamage();
        all.addHeaders();
        return all.inputs;
    }

    private void add(String what, byte[] content, String reason, String message) {
        inputs.add(new BadInput(
                "M24", what, BadInput.Kind.ENSEMBLE, file -> Files.write(file, content), reason, List.of(message)));
    }

    private void addDamage() {
        add("a good one", good, BadInput.ACCEPTED, "zero (");
        add("a bit of the second member", flipped(good, -1), "HASH_MISMATCH", "is damaged: its SHA-256 should be");
        add("one byte less", Arrays.copyOf(good, good.length - 1), "TENSOR", "within");
        int parameters = CraftedModel.DATA_BYTES / Float.BYTES;
        byte[] infinite = CraftedFile.withValues(good, parameters + 2, parameters + 3, Float.POSITIVE_INFINITY);
        add("infinite", infinite, "NOT_FINITE", "members[1]: parameter 2 must be finite, was Infinity");
    }

    private void addHeaders() {
        header("\"members\":\"2\"", "\"members\":\"0\"", "METADATA", "must be 1 to 100, was 0");
        header("\"members\":\"2\"", "\"members\":\"101\"", "METADATA", "must be 1 to 100, was 101");
        header("\"members\":\"2\"", "\"members\":\"1\"", "TENSOR", "do not match its configuration");
        header("\"members\":\"2\"", "\"members\":\"3\"", "METADATA", "members[2]: its metadata has no config");
        header("members[1].config", "members[1].konfig", "METADATA", "members[1]: its metadata has no config");
        header("members[0].classNames\":\"[\\\"zero", "members[0].classNames\":\"[\\\"one", "METADATA", "called one");
        header("members[1].classNames\":\"[\\\"zero", "members[1].classNames\":\"[\\\"two", "METADATA", "[two, one]");
        header(
                "members[1].format\":\"mnist4j-model",
                "members[1].format\":\"mnist4j-ensemble",
                "METADATA",
                "no format");
        header("members.1.layers.0.weight", "members.1.layers.0.wait", "TENSOR", "do not match its configuration");
        header("\"formatVersion\":\"1.", "\"formatVersion\":\"2.", "VERSION", "has format version 2.");
        header("\"formatVersion\":\"1.", "\"formatVersion\":\"1.9", BadInput.ACCEPTED, "zero (");
    }

    /** The good ensemble with a piece of its header replaced, and the right hash. */
    private void header(String piece, String replacement, String reason, String message) {
        add(piece + " as " + replacement, CraftedFile.with(good, piece, replacement), reason, message);
    }
}
