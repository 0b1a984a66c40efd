package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.SweepConfig;
import org.mnist4j.data.DataDirectory;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.PyTorchWeights;
import org.mnist4j.onnx.OnnxImport;
import org.mnist4j.train.CheckpointException;
import org.mnist4j.train.Trainer;

/**
 * Every bad input of docs/bad-inputs.md, through the library and through each command that reads it: the typed exception
 * with its reason and place, the exit code, one clean line, nothing written, within two seconds of processor time and 64 MiB.
 */
class BadInputTest {

    /** Long enough for a busy machine; what hangs does not end at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long MAX_PROCESSOR_NANOS = 2_000_000_000;
    private static final long MAX_ALLOCATED = 64L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<BadInput> INPUTS = Stream.of(
                    BadConfigInputs.all(),
                    BadSweepInputs.all(),
                    BadDataInputs.all(),
                    BadArrayInputs.all(),
                    BadPictureInputs.all(),
                    BadModelInputs.all(),
                    BadWeightInputs.all(),
                    BadOnnxInputs.all(),
                    BadEnsembleInputs.all(),
                    BadCheckpointInputs.all())
            .flatMap(List::stream)
            .toList();

    @TempDir
    static Path good;

    private static Path data;
    private static Path model;
    private static Path picture;
    private static Path config;
    private static Path network;
    private static Map<String, String> goodBefore;

    @TempDir
    Path folder;

    @BeforeAll
    static void writeGoodFiles() throws IOException {
        data = good.resolve("data");
        BadDataInputs.writeGood(data);
        model = Files.write(good.resolve("model.safetensors"), CraftedModel.bytes());
        picture = Files.write(good.resolve("picture.png"), TestBytes.encoded(28, "png"));
        config = Files.writeString(
                good.resolve("config.json"), CraftedCheckpoint.config().toJson());
        network = Files.writeString(
                good.resolve("network.json"), CraftedWeights.config().toJson());
        goodBefore = FolderState.of(good);
        // Once for the classes to be loaded, which is not what two seconds are for.
        CommandRun.of("predict", "--model", model, picture).succeeded();
        CommandRun.of("data", "info", "--data", data).succeeded();
        CommandRun.of("config", "show", "--preset", "seed").succeeded();
    }

    @AfterAll
    static void goodFiles_areUntouched() {
        assertThat(FolderState.of(good)).isEqualTo(goodBefore);
    }

    static List<BadInput> inputs() {
        return INPUTS;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void input_endsInTheLibraryAndOnTheCommandLineAsWritten(BadInput input) throws IOException {
        Path subject = folder.resolve(input.kind().fileName);
        if (input.kind() == BadInput.Kind.DATA) {
            BadDataInputs.writeGood(subject);
        }
        input.maker().make(subject);
        Map<String, String> before = FolderState.of(folder);

        Throwable thrown = limited(() -> catchThrowable(() -> read(input.kind(), subject)));
        if (input.accepted()) {
            assertThat(thrown).isNull();
            List<Object> command = commands(input, subject).get(0);
            checkAccepted(input, limited(() -> CommandRun.of(command.toArray())));
        } else {
            checkThrown(input, subject, thrown);
            for (List<Object> command : commands(input, subject)) {
                checkRefused(input, subject, limited(() -> CommandRun.of(command.toArray())));
            }
        }
        if (input.kind() == BadInput.Kind.PICTURE) {
            checkOthersArePredicted(input, subject);
        }
        if (input.kind() == BadInput.Kind.DATA) {
            checkVerdict(input, limited(() -> CommandRun.of("data", "verify", subject)));
        }

        assertThat(FolderState.of(folder)).isEqualTo(before);
    }

    private void checkOthersArePredicted(BadInput input, Path subject) {
        CommandRun run = CommandRun.of("predict", "--json", "--model", model, subject, picture);

        assertThat(run.code()).isEqualTo(input.exitCode());
        JsonNode predictions = run.json().get("predictions");
        assertThat(predictions).hasSize(2);
        assertThat(predictions.get(1).get("file").asText()).isEqualTo(picture.toString());
        assertThat(predictions.get(1).has("predicted")).isTrue();
        assertThat(run.json().findValuesAsText("error")).hasSize(input.accepted() ? 0 : 1);
    }

    private static <T> T limited(Supplier<T> action) {
        return assertTimeoutPreemptively(PATIENCE, () -> {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            T result = action.get();
            assertThat(THREADS.getCurrentThreadCpuTime() - nanos).isLessThan(MAX_PROCESSOR_NANOS);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated).isLessThan(MAX_ALLOCATED);
            return result;
        });
    }

    private static Object read(BadInput.Kind kind, Path subject) {
        return switch (kind) {
            case CONFIG -> ExperimentConfig.readJson(subject);
            case SWEEP -> SweepConfig.readJson(subject);
            case DATA -> DataDirectory.at(subject).load();
            case PICTURE -> DigitImage.read(subject, ImageShape.of(28, 28, 1));
            case MODEL -> Model.load(subject);
            case ENSEMBLE -> Classifier.load(subject);
            case WEIGHTS -> PyTorchWeights.read(subject, CraftedWeights.config());
            case ONNX -> OnnxImport.read(subject);
            case CHECKPOINT, OTHER_RUN ->
                Trainer.of(CraftedCheckpoint.config())
                        .resume(subject, DataDirectory.at(data).load().images().train());
        };
    }

    private List<List<Object>> commands(BadInput input, Path subject) {
        Path out = folder.resolve("out");
        return switch (input.kind()) {
            case CONFIG ->
                List.of(
                        List.of("config", "validate", subject),
                        List.of("train", "--config", subject, "--data", data, "--out", out));
            case SWEEP -> List.of(List.of("sweep", "--config", subject, "--data", data, "--out", out));
            case DATA ->
                List.of(
                        List.of("data", "info", "--data", subject),
                        List.of("train", "--data", subject, "--out", out),
                        List.of("evaluate", "--model", model, "--data", subject, "--predictions", out));
            case PICTURE ->
                List.of(
                        List.of("predict", "--model", model, subject),
                        List.of("predict", "--json", "--several", "--model", model, subject));
            case MODEL ->
                List.of(
                        List.of("predict", "--model", subject, picture),
                        List.of("evaluate", "--model", subject, "--data", data, "--predictions", out),
                        List.of("evaluate", "--model", model, "--model", subject, "--data", data));
            case ENSEMBLE ->
                List.of(
                        List.of("predict", "--model", subject, picture),
                        List.of("evaluate", "--model", subject, "--data", data, "--predictions", out),
                        List.of("export", "--model", subject, "--format", "html", "--out", out),
                        List.of("compare", subject, model, "--data", data));
            case WEIGHTS -> List.of(List.of("import", "--config", network, "--weights", subject, "--out", out));
            case ONNX -> List.of(List.of("import", "--onnx", subject, "--out", out));
            case CHECKPOINT, OTHER_RUN -> {
                Path run = folder.resolve("run");
                yield List.of(
                        List.of("train", "--resume", "--config", config, "--data", data, "--out", run),
                        List.of("train", "--resume", "--quiet", "--config", config, "--data", data, "--out", run));
            }
        };
    }

    private static void checkThrown(BadInput input, Path subject, Throwable thrown) {
        assertThat(thrown).as("what the library throws").isNotNull();
        assertThat(reason(thrown)).as(thrown.getMessage()).isEqualTo(input.reason());
        assertThat(source(thrown)).startsWith(subject.toString());
        assertThat(thrown).hasMessageStartingWith(source(thrown) + ": ");
        assertThat(VisibleText.oneLine(thrown.getMessage())).contains(input.messages());
    }

    private static String reason(Throwable thrown) {
        if (thrown instanceof ConfigException config) {
            return config.problems().stream()
                    .map(problem -> problem.rule().name())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        if (thrown instanceof CheckpointException checkpoint) {
            return checkpoint.reason().name();
        }
        return thrown instanceof DataFormatException data
                ? data.reason().name()
                : ((ModelFormatException) thrown).reason().name();
    }

    private static String source(Throwable thrown) {
        if (thrown instanceof ConfigException config) {
            return config.source();
        }
        if (thrown instanceof CheckpointException checkpoint) {
            return checkpoint.path().toString();
        }
        return thrown instanceof DataFormatException data ? data.source() : ((ModelFormatException) thrown).source();
    }

    private static void checkRefused(BadInput input, Path subject, CommandRun run) {
        assertThat(run.code()).as(run.err()).isEqualTo(input.exitCode());
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("mnist4j: " + subject)
                .contains(input.messages())
                .doesNotContain("Exception", "\tat ");
        assertClean(run.err());
        List<String> lines = run.err().lines().toList();
        if (lines.size() > 1) {
            // A configuration's problems stand one below the other, fifty of them at most.
            assertThat(lines.get(0)).endsWith(" problems");
            assertThat(lines).hasSizeLessThanOrEqualTo(52);
            assertThat(lines.subList(1, lines.size())).allMatch(line -> line.matches("  \\S.*"));
        }
    }

    private static void checkAccepted(BadInput input, CommandRun run) {
        run.succeeded();
        assertThat(run.out() + run.err()).contains(input.messages());
        assertClean(run.out());
        assertClean(run.err());
    }

    /** The verdict on a folder is a result, and so on stdout; only what cannot be read at all gets none. */
    private static void checkVerdict(BadInput input, CommandRun run) {
        if (input.accepted()) {
            assertThat(run.succeeded().out()).startsWith("ok: ");
        } else if (input.reason().equals("IO") || input.reason().equals("FILE_NAME")) {
            run.failed(ExitCode.FILE, input.messages().toArray(String[]::new));
        } else {
            assertThat(run.code()).isEqualTo(ExitCode.VERDICT_NO);
            assertThat(run.out().lines()).hasSize(1);
            assertThat(run.out()).startsWith("not ok: " + input.reason() + ": ").contains(input.messages());
            assertThat(run.err()).isEmpty();
            assertClean(run.out());
        }
    }

    /** Nothing that a terminal would obey, and no line that fills the screen. */
    private static void assertClean(String text) {
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThan(2100)
                        .isEqualTo(VisibleText.oneLine(line)
                                .indent(line.length() - line.stripLeading().length())
                                .stripTrailing()));
    }
}
