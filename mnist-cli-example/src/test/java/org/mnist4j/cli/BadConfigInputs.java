package org.mnist4j.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.config.Optimizers;
import org.mnist4j.data.ImageShape;

/** Configuration files that are none. */
final class BadConfigInputs {

    private static final String VALID = ExperimentConfig.builder()
            .name("n")
            .seed(7)
            .input(ImageShape.of(28, 28, 1))
            .classes(10)
            .layers(Layers.dense(16), Layers.dropout(0.25))
            .optimizer(Optimizers.sgd(0.1))
            .epochs(3)
            .build()
            .toJson();

    private final List<BadInput> inputs = new ArrayList<>();

    private BadConfigInputs() {}

    static List<BadInput> all() {
        BadConfigInputs all = new BadConfigInputs();
        all.addDocuments();
        all.addEncodings();
        all.addValues();
        all.addStructures();
        all.addFiles();
        return all.inputs;
    }

    private void add(String id, String what, BadInput.Maker maker, String reason, String message) {
        inputs.add(new BadInput(id, what, BadInput.Kind.CONFIG, maker, reason, List.of(message)));
    }

    private void bytes(String id, String what, byte[] content, String reason, String message) {
        add(id, what, file -> Files.write(file, content), reason, message);
    }

    private void text(String id, String content, String reason, String message) {
        String what = content.length() > 40 ? content.substring(0, 40) : content;
        bytes(id, what.replaceAll("\\s+", " "), content.getBytes(StandardCharsets.UTF_8), reason, message);
    }

    /** The valid document with a piece replaced. */
    private void with(String id, String piece, String replacement, String reason, String message) {
        if (!VALID.contains(piece)) {
            throw new AssertionError(piece + " is not in " + VALID);
        }
        String what = replacement.length() > 40 ? replacement.substring(0, 40) : replacement;
        byte[] content = VALID.replace(piece, replacement).getBytes(StandardCharsets.UTF_8);
        bytes(id, what, content, reason, message);
    }

    private void addDocuments() {
        text("C01", "", "NOT_OBJECT", "is empty");
        text("C02", "null", "NOT_OBJECT", "must be a JSON object { ... }, is null");
        text("C03", "[]", "NOT_OBJECT", "is a list");
        text("C03", "\"x\"", "NOT_OBJECT", "is the string");
        text("C03", "5", "NOT_OBJECT", "is the number 5");
        text("C04", "{\"epochs\":3", "SYNTAX", "at line 1, column 12");
        text("C05", VALID + "{\"epochs\":9}", "TRAILING", "unexpected content");
        text("C06", VALID + "xyz", "TRAILING", "unexpected content");
        with("C07", "\"epochs\": 3", "\"epochs\": 3, \"epochs\": 9", "DUPLICATE_FIELD", "duplicate field at line");
        with("C08", "\"units\": 16", "\"units\": 16, \"type\": \"dense\"", "DUPLICATE_FIELD", "duplicate field");
        with("C09", "\"epochs\": 3", "\"epochs\": 3, \"epochz\": 3", "UNKNOWN_FIELD", "did you mean \"epochs\"?");
        with("C10", "\"units\": 16", "\"units\": 16, \"unitz\": 1", "UNKNOWN_FIELD", "layers[0].unitz: unknown field");
        with("C24", "\"seed\": 7", "\"seed\": " + "7".repeat(1001), "LIMIT", "a number or string is too long");
        text("C25", "[".repeat(100_000), "LIMIT", "nested too deeply");
        add("C26", "50 MiB", BadConfigInputs::writeLongText, "LIMIT", "larger than 1 MiB");
        add("C27", "a million", file -> Files.writeString(file, tinyFields(1_000_000)), "LIMIT", "larger than 1 MiB");
        text("C27", tinyFields(70_000), "LIMIT", "nested too deeply, or a number or string is too long");
        text("C28", collidingFields(), "MISSING, UNKNOWN_FIELD", "problems");
        text("C42", "{\"\\u001b[2J\":1,\"\\u001b[2J\":2}", "DUPLICATE_FIELD", "?[2J");
        with("C42", "\"seed\"", "\"\\u009b31m\\u202e\"", "UNKNOWN_FIELD", "?31m?: unknown field");
        text("C43", "<!DOCTYPE html><title>404</title>", "SYNTAX", "at line 1, column 1");
        text("C44", "{'seed': 7}", "SYNTAX", "at line 1");
        with("C44", "\"seed\": 7", "\"seed\": 7 /* why */", "SYNTAX", "at line");
        with("C44", "\"epochs\": 3", "\"epochs\": 3,,", "SYNTAX", "at line");
        with("C44", "\"seed\": 7", "\"seed\": 07", "SYNTAX", "at line");
    }

    private void addEncodings() {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            bytes("C29", charset.name(), VALID.getBytes(charset), "ENCODING", "save the file as UTF-8");
        }
        byte[] latin1 = "{\"name\": \"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] overlong = "{\"name\": \"\u00c0\u0080\"}".getBytes(StandardCharsets.ISO_8859_1);
        bytes("C29", "Latin 1", latin1, "ENCODING", "not valid UTF-8");
        bytes("C29", "C0 80", overlong, "ENCODING", "not valid UTF-8");
        text("C30", "\uFEFF" + VALID, BadInput.ACCEPTED, "valid");
        with("C31", "\"n\"", "\"\\ud800\"", "ENCODING", "name: not valid Unicode");
    }

    private void addValues() {
        with("C11", "\"epochs\": 3", "\"epochs\": 3.9", "TYPE", "training.epochs: must be a whole number");
        with("C12", "\"epochs\": 3", "\"epochs\": \"3\"", "TYPE", "training.epochs: must be a whole number");
        with("C13", "\"epochs\": 3", "\"epochs\": \"\"", "TYPE", "training.epochs: must be a whole number");
        with("C14", "\"epochs\": 3", "\"epochs\": null", "NULL", "training.epochs: must not be null");
        with("C15", "\"epochs\": 3", "\"epochs\": 0", "RANGE", "training.epochs: must be at least 1");
        with("C15", "\"epochs\": 3", "\"epochs\": -1", "RANGE", "training.epochs: must be at least 1");
        with("C16", "\"epochs\": 3", "\"epochs\": 2147483648", "RANGE", "is out of range for a whole number");
        with("C17", "\"epochs\": 3", "\"epochs\": 1e999999999", "TYPE", "must be a whole number");
        with("C18", "0.1", "NaN", "SYNTAX", "not valid JSON at line");
        with("C19", "0.1", "\"NaN\"", "TYPE", "learningRate: must be a number, was the string");
        with("C20", "0.1", "\"-Infinity\"", "TYPE", "learningRate: must be a number, was the string");
        with("C21", "0.1", "1e400", "NOT_FINITE", "learningRate: must be a finite number");
        with("C22", "0.1", "1e-400", "RANGE", "learningRate: must be greater than 0");
        with("C23", "0.1", "0", "RANGE", "learningRate: must be greater than 0");
        with("C23", "0.1", "-0.0", "RANGE", "learningRate: must be greater than 0");
        with("C23", "0.1", "1e10", "RANGE", "learningRate: must be greater than 0");
        with("C32", "\"epochs\": 3", "\"epochs\": true", "TYPE", "must be a whole number");
        with("C33", "\"relu\"", "1", "TYPE", "layers[0].activation: must be one of \"relu\"");
        with("C33", "\"relu\"", "\"RELU\"", "TYPE", "did you mean \"relu\"?");
        with(
                "C45",
                "\"seed\": 7",
                "\"seed\": 9223372036854775808",
                "RANGE",
                "seed: is out of range for a whole number");
        with("C45", "\"seed\": 7", "\"seed\": 1e3", "TYPE", "seed: must be a whole number without a point or exponent");
        with("C46", "\"n\"", "\"a\\nb\\u001b[2J\"", "RANGE", "name: must contain only visible characters");
        with("C46", "\"n\"", "\"" + "n".repeat(201) + "\"", "RANGE", "name: must have 1 to 200 characters");
    }

    private void addStructures() {
        with("C34", "\"dropout\"", "\"javax.swing.JEditorPane\"", "UNKNOWN_TYPE", "layers[1].type: unknown type");
        with("C34", "\"rate\"", "\"@class\": \"a.B\", \"rate\"", "UNKNOWN_FIELD", "layers[1].@class: unknown field");
        with("C35", "\"type\": \"dropout\",", "", "MISSING", "layers[1].type: missing");
        with("C35", "\"units\": 16,", "", "MISSING", "layers[0].units: missing");
        layers("C36", "[]", "RANGE", "layers: must have 1 to 256 entries");
        String tenThousand = "{\"type\":\"dropout\",\"rate\":0},".repeat(10_000) + "{\"type\":\"dropout\",\"rate\":0}";
        layers("C36", "[" + tenThousand + "]", "RANGE", "entries, has 10001");
        layers("C37", "[{\"type\":\"unheardOf\",\"kernel\":29,\"stride\":0}]", "UNKNOWN_TYPE", "layers[0].type");
        addNetworks();
        with("C37", "\"height\": 28", "\"height\": 0", "RANGE", "input.height: must be at least 1");
        String wide = "{\"type\":\"dense\",\"units\":65536}";
        layers("C38", "[" + wide + "," + wide + "]", "TOO_MANY_PARAMETERS", "layers[1]: the network has");
        with(
                "C52",
                "\"earlyStopping\": {\n      \"type\": \"none\"",
                "\"earlyStopping\": {\n      \"type\": \"patience\"",
                "CONFLICT",
                "training.earlyStopping: needs a validation set; set training.validationFraction");
        with("C52", "\"nesterov\": false", "\"nesterov\": true", "CONFLICT", "nesterov: needs momentum, which is 0");
        with("C52", "\"warmUpEpochs\": 0.0", "\"warmUpEpochs\": 3", "CONFLICT", "must be less than training.epochs");
        layers("C38", "[{\"type\":\"dense\",\"units\":1000000}]", "RANGE", "layers[0].units: must be at least 1");
        text(
                "C39",
                VALID.replace("\"seed\": 7", "\"seed\": 1e3, \"path\": \"../../x\"")
                        .replace("0.25", "1.0"),
                "RANGE, TYPE, UNKNOWN_FIELD",
                "3 problems");
        layers("C47", "[null, 5, [], \"dense\"]", "NULL, TYPE", "4 problems");
        layers("C47", "[" + "{\"type\":\"denze\"},".repeat(20_000) + "1]", "RANGE, UNKNOWN_TYPE", "1001 problems");
    }

    private void addNetworks() {
        String conv = "{\"type\":\"conv2d\",\"filters\":8,\"kernel\":3}";
        String pool = "{\"type\":\"maxPool2d\",\"window\":4,\"stride\":4}";
        layers("C35", "[" + conv.replace(",\"kernel\":3", "") + "]", "MISSING", "layers[0].kernel: missing");
        layers(
                "C37",
                "[" + conv.replace(":3", ":29") + "]",
                "SHAPE",
                "kernel 29x29 does not fit 28x28x1; use a smaller");
        layers(
                "C37",
                "[" + conv.replace(":3", ":3,\"stride\":0") + "]",
                "RANGE",
                "layers[0].stride: must be at least 1");
        layers("C37", "[" + conv.replace(":3", ":32") + "]", "RANGE", "layers[0].kernel: must be at least 1");
        layers("C37", "[" + conv.replace(":8", ":0") + "]", "RANGE", "layers[0].filters: must be at least 1");
        layers("C37", "[" + conv.replace(":3", ":3,\"padding\":\"full\"") + "]", "TYPE", "layers[0].padding: must be");
        layers("C37", "[" + pool.replace("\"stride\":4", "\"stride\":-1") + "]", "RANGE", "layers[0].stride: must be");
        layers(
                "C37",
                "[" + pool + "," + pool + "," + pool + "]",
                "SHAPE",
                "layers[2] (maxPool2d): window 4x4 does not fit");
        layers("C37", "[{\"type\":\"flatten\"}," + conv + "]", "SHAPE", "layers[1] (conv2d): needs feature maps");
        String norm = "{\"type\":\"batchNorm\",\"momentum\":0,\"epsilon\":-1e-5}";
        layers("C37", "[" + conv + "," + norm + "]", "RANGE", "layers[1].epsilon: must be greater than 0");
        String wide = "{\"type\":\"conv2d\",\"filters\":4096,\"kernel\":31,\"padding\":\"same\"}";
        layers("C38", "[" + wide + "," + wide + "]", "TOO_MANY_PARAMETERS", "layers[1]: the network has");
        String maps = "{\"type\":\"conv2d\",\"filters\":4096,\"kernel\":1}";
        layers("C38", "[" + maps + ",{\"type\":\"batchNorm\"}".repeat(255) + "]", "SHAPE", "values per image up to");
    }

    private void layers(String id, String json, String reason, String message) {
        int from = VALID.indexOf('[');
        int to = VALID.indexOf(']') + 1;
        text(id, VALID.substring(0, from) + json + VALID.substring(to), reason, message);
    }

    private void addFiles() {
        add("C40", "1 GiB of zeros", BadConfigInputs::writeHole, "LIMIT", "larger than 1 MiB");
        bytes("C40", "NUL bytes", new byte[100], "ENCODING", "not valid UTF-8");
        for (OddFile odd : OddFile.all()) {
            add("C41", odd.what(), odd.maker(), "FILE", odd.said("not a regular file", "file not found"));
        }
    }

    private static void writeLongText(java.nio.file.Path file) throws IOException {
        Files.write(file, ("{\"name\":\"" + "n".repeat(50 << 20) + "\"}").getBytes(StandardCharsets.US_ASCII));
    }

    static void writeHole(java.nio.file.Path file) throws IOException {
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(1 << 30);
        }
    }

    private static String tinyFields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** "Aa" and "BB" have one hash code, and so have all texts made of them. */
    private static String collidingFields() {
        return IntStream.range(0, 20_000)
                .mapToObj(i -> IntStream.range(0, 15)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":1")))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
