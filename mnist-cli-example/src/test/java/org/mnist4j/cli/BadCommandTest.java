package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.model.Model;

/** The command line's own bad input, and what goes wrong only when good files meet. */
class BadCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Stands for the folder of the test. */
    private static final String HERE = "HERE";

    @TempDir
    Path folder;

    private Path model;
    private Path picture;

    /** One command line; words in which HERE is replaced by the test's folder. */
    record BadCommand(String id, int exitCode, String message, List<String> words) {

        @Override
        public String toString() {
            return id + " " + VisibleText.oneLine(String.join(" ", words));
        }
    }

    @BeforeEach
    void writeGoodFiles() throws IOException {
        BadDataInputs.writeGood(folder.resolve("data"));
        Path small = Files.createDirectory(folder.resolve("small"));
        for (String part : List.of("train", "t10k")) {
            Files.write(small.resolve(part + "-images-idx3-ubyte"), TestBytes.images(1, 5, 5));
            Files.write(small.resolve(part + "-labels-idx1-ubyte"), TestBytes.labels(1));
        }
        model = Files.write(folder.resolve("model.safetensors"), CraftedModel.bytes());
        Files.write(folder.resolve("wild.safetensors"), CraftedModel.withWeights(3e38f));
        Files.write(folder.resolve("renamed.safetensors"), CraftedModel.with("\\\"one\\\"", "\\\"two\\\""));
        byte[] flat = CraftedModel.with("\\\"height\\\": 28", "\\\"height\\\": 14");
        Files.write(
                folder.resolve("flat.safetensors"), CraftedFile.with(flat, "\\\"width\\\": 28", "\\\"width\\\": 56"));
        picture = Files.write(folder.resolve("picture.png"), TestBytes.encoded(28, "png"));
        Files.writeString(folder.resolve("file"), "text");
        Files.write(folder.resolve("state.safetensors"), CraftedWeights.bytes());
        Files.writeString(
                folder.resolve("network.json"), CraftedWeights.config().toJson());
        Path run = Files.createDirectory(folder.resolve("a-run"));
        Files.write(run.resolve("model.safetensors"), CraftedModel.bytes());
        Files.writeString(run.resolve("manifest.json"), "{}");
        Files.writeString(folder.resolve("run.checkpoints"), "text");
        Files.write(folder.resolve("net.onnx"), CraftedOnnx.graph(Map.of()));
        Files.write(folder.resolve("ensemble.safetensors"), CraftedModel.ensemble());
        Files.writeString(folder.resolve("sweep.json"), "{\"preset\": \"seed\"}");
    }

    static List<BadCommand> commands() {
        List<BadCommand> all = new ArrayList<>();
        addOptions(all);
        addPlaces(all);
        addCombinations(all);
        addEnsembles(all);
        addEnsembleFiles(all);
        addImports(all);
        addExports(all);
        addCalibrations(all);
        return all;
    }

    private static void add(List<BadCommand> all, String id, int exitCode, String message, String... words) {
        all.add(new BadCommand(id, exitCode, message, List.of(words)));
    }

    private static void usage(List<BadCommand> all, String id, String message, String... words) {
        add(all, id, ExitCode.USAGE, message, words);
    }

    private static void addOptions(List<BadCommand> all) {
        usage(all, "K01", "did you mean --epochs", "train", "--epoch=3");
        usage(all, "K01", "Unknown option: '-x'", "evaluate", "-x", "--model", "m");
        usage(all, "K11", "?[2J", "train", "--\u001b[2J\n\u202e");
        usage(all, "K02", "brew", "brew");
        usage(all, "K02", "missing command");
        usage(all, "K02", "missing command", "data");
        for (String threads : List.of("0", "-1", "257")) {
            usage(all, "K03", "--threads must be 1 to 256, was " + threads, "train", "--threads", threads);
        }
        for (String threads : List.of("two", "1e3", "99999999999", "")) {
            usage(all, "K03", "--threads", "train", "--threads", threads);
        }
        usage(all, "K04", "training.epochs: must be at least 1", "train", "--epochs", "0");
        usage(all, "K04", "--epochs", "train", "--epochs", "3.5");
        usage(all, "K04", "--seed", "train", "--seed", "9223372036854775808");
        usage(all, "K10", "--seed", "train", "--seed", "1", "--seed", "2");
        usage(all, "K10", "--seed", "train", "--seed");
        usage(all, "K10", "mutually exclusive", "train", "--preset", "seed", "--config", "x.json");
        usage(
                all,
                "K10",
                "seed, mlp-512, mlp-800, cnn-99, cnn-fast, cnn, robust, fashion",
                "train",
                "--preset",
                "sead");
        usage(all, "K12", "--model", "evaluate");
        usage(all, "K12", "IMAGE", "predict", "--model", HERE + "/model.safetensors");
        usage(all, "K13", "--family goes with DIR", "data", "info", "--family", "emnist-letters");
        usage(all, "K13", "emnist-letters", "data", "info", "--data", HERE + "/data", "--family", "emnist");
    }

    private static void addPlaces(List<BadCommand> all) {
        String data = HERE + "/data";
        String goodModel = HERE + "/model.safetensors";
        usage(all, "K05", "is a file; name another folder", "train", "--data", data, "--out", HERE + "/file");
        usage(all, "K05", "cannot be written", "train", "--data", data, "--out", HERE + "/file/run");
        usage(all, "K05", "is not empty and is not a run", "train", "--data", data, "--out", data);
        usage(all, "K05", "is not a run", "train", "--data", data, "--out", data, "--overwrite");
        usage(all, "K05", "--out / is not a place for a run", "train", "--data", data, "--out", "/");
        // A file in the way of the run's checkpoints, which are beside it.
        String inTheWay = HERE + "/run.checkpoints: is a file, but checkpoints need a folder";
        add(all, "K05", ExitCode.FILE, inTheWay, "train", "--data", data, "--out", HERE + "/run");
        if (Files.isDirectory(Path.of("/proc/self"))) {
            usage(all, "K05", "cannot be written", "train", "--data", data, "--out", "/proc/run");
        }
        String sweep = HERE + "/sweep.json";
        for (String parallel : List.of("0", "257")) {
            usage(all, "K15", "--parallel must be 1 to 256", "sweep", "--config", sweep, "--parallel", parallel);
        }
        usage(all, "K15", "--config", "sweep");
        for (String out : List.of("/file", "/data", "/file/sweep")) {
            add(all, "K15", ExitCode.FILE, HERE + out, "sweep", "--config", sweep, "--data", data, "--out", HERE + out);
        }
        add(all, "K06", ExitCode.FILE, "a folder with a data set", "train", "--data", HERE + "/file");
        add(all, "K06", ExitCode.FILE, "no such file", "train", "--data", HERE + "/nowhere");
        add(all, "K06", ExitCode.FILE, "expected a folder", "data", "verify", HERE + "/file");
        usage(all, "K07", "is the model", "evaluate", "--model", goodModel, "--data", data, "--predictions", goodModel);
        for (String config : List.of("", HERE)) {
            usage(all, "K14", "not a regular file", "config", "validate", config);
        }
        add(all, "K14", ExitCode.FILE, "is not a regular file", "evaluate", "--model", "");
        add(all, "K14", ExitCode.FILE, "found a directory", "predict", "--model", goodModel, "");
        // Read as a list of arguments, it would never end.
        add(all, "K08", ExitCode.FILE, "@/dev/zero: ", "predict", "--model", goodModel, "@/dev/zero");
        usage(all, "K09", "'a?b' is not a path", "config", "validate", "a\0b");
        usage(all, "K09", "Nul character not allowed: a?b", "data", "info", "--data", "a\0b");
        usage(all, "K09", "'a?b' is not a path", "train", "--data", data, "--out", "a\0b");
    }

    private static void addExports(List<BadCommand> all) {
        String goodModel = HERE + "/model.safetensors";
        String[] to = {"export", "--model", goodModel, "--format", "onnx", "--out"};
        usage(
                all,
                "K20",
                "--format must be onnx or html, was pth",
                "export",
                "--model",
                goodModel,
                "--format",
                "pth",
                "--out",
                "x");
        usage(all, "K20", "--pixel-type must be uint8 or float32, was int8", with(to, "x", "--pixel-type", "int8"));
        usage(all, "K20", "--out", "export", "--model", goodModel, "--format", "onnx");
        String[] page = {"export", "--model", goodModel, "--format", "html", "--out", "x"};
        usage(all, "K20", "go with --format onnx", with(page, "--pixel-type", "uint8"));
        usage(all, "K20", "go with --format onnx", with(page, "--fold-batch-norm"));
        String[] from = {"import", "--onnx", HERE + "/net.onnx", "--out", "x"};
        usage(all, "K22", "--pixels must be 0..1, 0..255 or -1..1, was 0-1", with(from, "--pixels", "0-1"));
        usage(all, "K22", "give --pixels, or both", with(from, "--mean", "0.5"));
        usage(all, "K22", "give --pixels, or both", with(from, "--pixels", "0..1", "--mean", "0.5", "--std", "0.5"));
        usage(all, "K22", "deviation must be finite and above 0, was 0.0", with(from, "--mean", "1", "--std", "0"));
        usage(all, "K22", "as many values", with(from, "--mean", "1,2", "--std", "1"));
        usage(all, "K22", "--std", with(from, "--mean", "1", "--std", "one"));
        usage(all, "K22", "--image must be height, width and channels", with(from, "--image", "28"));
        usage(all, "K22", "an image's channels is 1 to 4, not 9", with(from, "--image", "28x28x9"));
        usage(all, "K22", "--onnx", "import", "--out", "x");
        usage(
                all,
                "K21",
                HERE + "/net.onnx is an input",
                "import",
                "--onnx",
                HERE + "/net.onnx",
                "--out",
                HERE + "/net.onnx",
                "--overwrite");
        usage(all, "K21", HERE + "/file exists; use --overwrite", with(to, HERE + "/file"));
        usage(all, "K21", "is an input", with(to, goodModel, "--overwrite"));
        usage(all, "K21", "is a folder; name a file in it", with(to, HERE + "/data"));
        add(all, "K21", ExitCode.FILE, "there is no folder " + HERE + "/nowhere", with(to, HERE + "/nowhere/x"));
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void addCalibrations(List<BadCommand> all) {
        String[] good = {"calibrate", "--model", HERE + "/model.safetensors", "--out", HERE + "/free.safetensors"};
        usage(all, "K30", "--out", "calibrate", "--model", HERE + "/model.safetensors");
        for (String share : List.of("0", "1", "-0.1", "NaN")) {
            usage(all, "K30", "--max-error must be between 0 and 1", with(good, "--max-error", share));
        }
        usage(all, "K30", "--max-error", with(good, "--max-error", "1%"));
        usage(all, "K30", "does not say which images it was trained on", good);
        usage(all, "K30", "validationFraction", "train", "--validation-fraction", "1");
    }

    private static void addCombinations(List<BadCommand> all) {
        String small = HERE + "/small";
        String goodModel = HERE + "/model.safetensors";
        usage(all, "D28", "set input to the data set's shape", "train", "--data", small);
        add(
                all,
                "D28",
                ExitCode.FILE,
                "choose a data set like the one",
                "evaluate",
                "--model",
                goodModel,
                "--data",
                small);
        String wild = HERE + "/wild.safetensors";
        add(all, "M20", ExitCode.FILE, "overflow a float", "predict", "--model", wild, HERE + "/picture.png");
    }

    private static void addEnsembles(List<BadCommand> all) {
        String goodModel = HERE + "/model.safetensors";
        String flat = HERE + "/flat.safetensors";
        String renamed = HERE + "/renamed.safetensors";
        String[] good = {"evaluate", "--model", goodModel};
        add(all, "M21", ExitCode.FILE, flat + " takes 14x56x1 images of the classes", and(good, flat));
        add(
                all,
                "M21",
                ExitCode.FILE,
                renamed + " takes 28x28x1 images of the classes [zero, two]",
                and(good, renamed));
        add(all, "M21", ExitCode.FILE, flat + " takes 14x56x1", and(good, flat, renamed));
        usage(all, "K16", goodModel + " is given twice; give each model once", and(good, goodModel));
        usage(all, "K16", "data/../model.safetensors is given twice", and(good, HERE + "/data/../model.safetensors"));
        usage(
                all,
                "K16",
                "at most 100 models",
                and(good, Collections.nCopies(100, flat).toArray(String[]::new)));
        String[] predictions = {"evaluate", "--predictions", renamed, "--model", goodModel};
        usage(all, "K07", renamed + " is the model; choose another file", and(predictions, renamed));
    }

    private static void addEnsembleFiles(List<BadCommand> all) {
        String model = HERE + "/model.safetensors";
        String wild = HERE + "/wild.safetensors";
        String free = HERE + "/free.safetensors";
        String ensemble = HERE + "/ensemble.safetensors";
        String single = ensemble + ": is an ensemble of 2 models, where a single model is expected";
        usage(all, "K31", "an ensemble has 2 or more models, got 1", "ensemble", model, "--out", free);
        usage(all, "K31", "MODEL", "ensemble", "--out", free);
        usage(all, "K31", "--out", "ensemble", model, wild);
        String twice = HERE + "/data/../model.safetensors";
        usage(all, "K31", twice + " is given twice", "ensemble", model, twice, "--out", free);
        usage(
                all,
                "K31",
                wild + " exists; use --overwrite",
                "ensemble",
                model,
                HERE + "/renamed.safetensors",
                "--out",
                wild);
        usage(all, "K31", wild + " is an input", "ensemble", model, wild, "--overwrite", "--out", wild);
        String[] many = Collections.nCopies(101, model).toArray(String[]::new);
        usage(all, "K31", "an ensemble has at most 100 models", with(new String[] {"ensemble", "--out", free}, many));
        add(all, "K31", ExitCode.FILE, single, "ensemble", model, ensemble, "--out", free);
        add(all, "K31", ExitCode.FILE, "is not a safetensors file", "ensemble", model, HERE + "/file", "--out", free);
        add(all, "K31", ExitCode.FILE, "create it first", "ensemble", model, wild, "--out", HERE + "/no/x");
        String[] flat = {"ensemble", model, HERE + "/flat.safetensors", "--out", free};
        add(all, "M21", ExitCode.FILE, HERE + "/flat.safetensors takes 14x56x1 images of the classes", flat);
        add(all, "M25", ExitCode.FILE, single, "calibrate", "--model", ensemble, "--out", free);
        add(all, "M25", ExitCode.FILE, single, "evaluate", "--model", model, "--model", ensemble);
        add(
                all,
                "M25",
                ExitCode.FILE,
                single,
                "export",
                "--format",
                "onnx",
                "--out",
                free,
                "--model",
                model,
                "--model",
                ensemble);
        String data = HERE + "/data";
        usage(
                all,
                "K19",
                "--update goes with a single model",
                "evaluate",
                "--update",
                "--data",
                data,
                "--model",
                ensemble);
        usage(all, "K32", "--html goes with two runs", "compare", model, ensemble, "--html", HERE + "/page.html");
        add(all, "K32", ExitCode.FILE, "manifest.json", "compare", model, HERE + "/nowhere");
        add(all, "K32", ExitCode.FILE, "choose a data set like the one", "compare", model, ensemble);
    }

    private static void addImports(List<BadCommand> all) {
        String[] good = {"import", "--config", HERE + "/network.json", "--weights", HERE + "/state.safetensors"};
        String free = HERE + "/free.safetensors";
        usage(all, "K17", "--out", "import");
        usage(all, "K17", "--weights", "import", "--config", "c.json", "--out", "x");
        usage(all, "K17", "go with --onnx", with(good, "--out", free, "--pixels", "0..1"));
        usage(all, "K17", "--out", good);
        for (String pair : List.of("layers.0", "=0", "layers.0=")) {
            usage(all, "K17", "expected OURS=THEIRS", with(good, "--out", free, "--map", pair));
        }
        String[] twice = with(good, "--out", free, "--map", "layers.0=0", "--map", "layers.0=1");
        usage(all, "K17", "layers.0 is mapped twice", twice);
        String[] unknown = with(good, "--out", free, "--map", "layers.9=0");
        usage(all, "K17", "the network has no layers.9", unknown);
        usage(all, "K17", "the file has no ?[2J", with(good, "--out", free, "--map", "layers.0=\u001b[2J"));
        usage(all, "K17", "expected 2 class names", with(good, "--out", free, "--class-names", "a,b,c"));
        usage(all, "K17", "two classes are called a", with(good, "--out", free, "--class-names", "a,a"));
        usage(all, "K18", "exists; use --overwrite", with(good, "--out", HERE + "/model.safetensors"));
        usage(all, "K18", "is a folder; name a file in it", with(good, "--out", HERE + "/data", "--overwrite"));
        usage(all, "K18", "is an input", with(good, "--out", HERE + "/data/../state.safetensors", "--overwrite"));
        usage(all, "K18", "is an input", with(good, "--out", HERE + "/network.json", "--overwrite"));
        add(all, "K18", ExitCode.FILE, "create it first", with(good, "--out", HERE + "/no/model.safetensors"));
        String data = HERE + "/data";
        String[] update = {"evaluate", "--update", "--data", data, "--model", HERE + "/model.safetensors"};
        usage(all, "K19", "--update goes with a single model", and(update, HERE + "/wild.safetensors"));
        String ofARun = HERE + "/a-run/model.safetensors";
        usage(all, "K19", "belongs to a run", "evaluate", "--update", "--data", data, "--model", ofARun);
    }

    private static String[] and(String[] command, String... models) {
        List<String> words = new ArrayList<>(List.of(command));
        for (String model : models) {
            words.addAll(List.of("--model", model));
        }
        return words.toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void command_failsWithItsCodeAndOneLine(BadCommand command) {
        List<String> words = new ArrayList<>(command.words());
        words.replaceAll(word -> word.replace(HERE, folder.toString()));
        if (words.contains("train") && !words.contains("--out")) {
            words.addAll(List.of("--out", folder.resolve("out").toString()));
        }
        Map<String, String> before = FolderState.of(folder);

        CommandRun run = assertTimeoutPreemptively(PATIENCE, () -> CommandRun.of(words.toArray()));

        run.failed(command.exitCode(), command.message().replace(HERE, folder.toString()));
        assertThat(run.err().strip()).isEqualTo(VisibleText.oneLine(run.err()));
        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    /** D28: what is wrong is said, and the model answers the next one as before. */
    @Test
    void predictionOfNoImage_isRefusedAndTheModelStaysUsable() {
        Model loaded = Model.load(model);
        byte[] pixels = new byte[784];
        float before = loaded.predict(pixels).probability(0);

        for (int length : new int[] {0, 1, 783, 785, 28}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loaded.predict(new byte[length]))
                    .withMessage("expected 784 pixels for a 28x28x1 image, got " + length);
        }
        assertThatNullPointerException().isThrownBy(() -> loaded.predict((byte[]) null));
        assertThat(loaded.predict(pixels).probability(0)).isEqualTo(before);
    }

    @Test
    void verbose_showsTheStackTraceOfABadFile() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.safetensors"), "hello");

        CommandRun run = CommandRun.of("predict", "--verbose", "--model", bad, picture);

        assertThat(run.code()).isEqualTo(ExitCode.FILE);
        assertThat(run.err()).startsWith("mnist4j: " + bad + ": ").contains("ModelFormatException", "\tat org.mnist4j");
    }
}
