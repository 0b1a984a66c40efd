package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.Averagings.lastEpochs;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.sgd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Averaging;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.ExponentialAverage;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Optimizer;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageShape;
import org.mnist4j.engine.EngineState;
import org.mnist4j.random.RandomStream;
import org.mnist4j.train.CheckpointException.Reason;

class CheckpointFileTest {

    private static final String ZERO_HASH = "0".repeat(64);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("step-0000000007.safetensors");
    }

    /** Two of four epochs of three batches are done, and one batch of the third. */
    private static Checkpoint checkpoint(Optimizer optimizer) {
        ExperimentConfig config = ExperimentConfig.builder()
                .input(ImageShape.of(2, 2, 1))
                .classes(2)
                .layers(dense(1))
                .optimizer(optimizer)
                .epochs(4)
                .batchSize(4)
                .build();
        float[] parameters = {0.5f, -0.25f, Float.MIN_VALUE, -0f, 1, 2, 3, 4, 5};
        float[] first = {1, 2, 3, 4, 5, 6, 7, 8, Float.NaN};
        float[] second = optimizer.equals(adam(0.001))
                ? new float[] {1, 2, 3, 4, 5, 6, 7, 8, Float.POSITIVE_INFINITY}
                : new float[0];
        TrainingProgress progress = new TrainingProgress(
                List.of(
                        new EpochMetrics(1, 0.1 + 0.2, 1.0 / 3, OptionalDouble.empty(), OptionalDouble.of(0.5), 1.5),
                        new EpochMetrics(
                                2,
                                Double.MIN_VALUE,
                                1,
                                OptionalDouble.of(Double.POSITIVE_INFINITY),
                                OptionalDouble.empty(),
                                0)),
                1,
                Math.PI * 1e100,
                3,
                0.25,
                1e-7);
        return new Checkpoint(
                config,
                new DatasetIdentity("some \"images\"", 10, "ab12".repeat(16)),
                Optional.of(new DatasetIdentity("others", 5, "cd34".repeat(16))),
                "java",
                progress,
                new EngineState(parameters, first, second, new float[0], 7),
                EpochMemory.NONE);
    }

    private CheckpointException failure() {
        return catchThrowableOfType(CheckpointException.class, () -> CheckpointFile.read(file));
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }

    @Test
    void everyPart_isReadBackBitForBit() throws IOException {
        for (Optimizer optimizer : List.of(adam(0.001), sgd(0.5))) {
            Checkpoint written = checkpoint(optimizer);
            CheckpointFile.write(file, written);

            Checkpoint read = CheckpointFile.read(file);

            assertThat(read.config()).isEqualTo(written.config());
            assertThat(read.train()).isEqualTo(written.train());
            assertThat(read.validation()).isEqualTo(written.validation());
            assertThat(read.engine()).isEqualTo("java");
            assertThat(read.progress()).isEqualTo(written.progress());
            assertThat(bits(read.state().parameters()))
                    .isEqualTo(bits(written.state().parameters()));
            assertThat(bits(read.state().firstMoments()))
                    .isEqualTo(bits(written.state().firstMoments()));
            assertThat(bits(read.state().secondMoments()))
                    .isEqualTo(bits(written.state().secondMoments()));
            assertThat(read.state().steps()).isEqualTo(7);
        }
    }

    /** The checkpoint of a run with early stopping and averaging after two epochs. */
    private static Checkpoint checkpointWith(Averaging averaging) {
        Checkpoint plain = checkpoint(adam(0.001));
        EngineState state = plain.state();
        boolean overSteps = averaging instanceof ExponentialAverage;
        float[] averages = overSteps ? new float[] {9, 8, 7, 6, 5, 4, 3, 2, -0f} : new float[0];
        List<float[]> weights = overSteps
                ? List.of()
                : List.of(
                        new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, new float[] {2, 2, 2, 2, 2, 2, 2, 2, Float.MIN_VALUE});
        return new Checkpoint(
                plain.config().toBuilder()
                        .averaging(averaging)
                        .validationFraction(0.25)
                        .earlyStopping(patience(Metric.LOSS, 3))
                        .build(),
                plain.train(),
                plain.validation(),
                "java",
                plain.progress(),
                new EngineState(state.parameters(), state.firstMoments(), state.secondMoments(), averages, 7),
                new EpochMemory(
                        weights, List.of(1.0 / 3, Double.MIN_VALUE), new float[] {0, 1, 0, 1, 0, 1, 0, 1, -0f}));
    }

    static List<Averaging> averagings() {
        return List.of(ema(0.9), lastEpochs(2), lastEpochs(5));
    }

    @ParameterizedTest
    @MethodSource("averagings")
    void stateOfTheEpochs_isReadBackBitForBit(Averaging averaging) throws IOException {
        Checkpoint written = checkpointWith(averaging);
        CheckpointFile.write(file, written);

        Checkpoint read = CheckpointFile.read(file);

        assertThat(read.config()).isEqualTo(written.config());
        assertThat(bits(read.state().secondMoments()))
                .isEqualTo(bits(written.state().secondMoments()));
        assertThat(bits(read.state().averages())).isEqualTo(bits(written.state().averages()));
        assertThat(read.memory().scores()).isEqualTo(written.memory().scores());
        assertThat(bits(read.memory().best())).isEqualTo(bits(written.memory().best()));
        assertThat(read.memory().weights()).hasSameSizeAs(written.memory().weights());
        for (int i = 0; i < read.memory().weights().size(); i++) {
            assertThat(bits(read.memory().weights().get(i)))
                    .isEqualTo(bits(written.memory().weights().get(i)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "scores\\\":[|stores\\\":[|0 scores for 2 epochs with early stopping",
                "scores\\\":[|scores\\\":[0.5,|3 scores for 2 epochs",
                "scores\\\":[|scores\\\":[true,|state.scores must be a number, was true",
                "\"average.layers.0.weight|\"overage.layers.0.weight|tensors do not fit",
                "\"best.layers.0.weight|\"worst.layers.0.weight|tensors do not fit",
                "\\\"type\\\": \\\"ema\\\",\\n      \\\"decay\\\": 0.9|\\\"type\\\": \\\"none\\\"|tensors do not fit",
            })
    void inconsistentStateOfTheEpochs_isRejected(String from, String to, String message) throws Exception {
        CheckpointFile.write(file, checkpointWith(ema(0.9)));
        craft(from, to);

        CheckpointException failure = failure();

        assertThat(failure).isNotNull();
        assertThat(failure.reason()).isEqualTo(Reason.DAMAGED);
        assertThat(failure).hasMessageContaining(message);
    }

    @Test
    void stateOfVersion1_isRead() throws Exception {
        CheckpointFile.write(file, checkpoint(adam(0.001)));
        craft(",\\\"scores\\\":[]", "");
        craft("stateVersion\\\":2", "stateVersion\\\":1");

        assertThat(CheckpointFile.read(file).progress())
                .isEqualTo(checkpoint(adam(0.001)).progress());
    }

    @Test
    void bestParameterThatIsNaN_isRejected() throws IOException {
        Checkpoint good = checkpointWith(lastEpochs(2));
        good.memory().best()[3] = Float.NaN;
        CheckpointFile.write(file, good);

        assertThat(failure()).hasMessageContaining("a parameter must be finite, was NaN");
    }

    @Test
    void sameCheckpoint_hasTheSameBytes_andTensorsNamedAfterTheModels() throws IOException {
        CheckpointFile.write(file, checkpoint(adam(0.001)));
        byte[] once = Files.readAllBytes(file);
        CheckpointFile.write(file, checkpoint(adam(0.001)));

        assertThat(Files.readAllBytes(file)).isEqualTo(once);
        assertThat(new String(once, StandardCharsets.ISO_8859_1))
                .contains(
                        "\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":[1,4],\"data_offsets\":[0,16]}",
                        "\"optimizer.firstMoment.layers.2.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[64,72]}",
                        "\"optimizer.secondMoment.layers.0.weight\":",
                        "\"configSha256\":\"" + checkpoint(adam(0.001)).config().sha256() + "\"",
                        "\"format\":\"mnist4j-checkpoint\"",
                        "\"formatVersion\":\"1.0\"");
    }

    @Test
    void longestHistory_isReadBack() throws IOException {
        Checkpoint some = checkpoint(adam(0.001));
        int epochs = 100_000;
        RandomStream random = RandomStream.of(1, "history");
        List<EpochMetrics> history = IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> new EpochMetrics(
                        epoch,
                        random.nextDouble(),
                        random.nextDouble(),
                        OptionalDouble.of(random.nextDouble()),
                        OptionalDouble.of(random.nextDouble()),
                        random.nextDouble()))
                .toList();
        EngineState state = some.state();
        Checkpoint longest = new Checkpoint(
                some.config().toBuilder().epochs(epochs).build(),
                some.train(),
                some.validation(),
                "java",
                new TrainingProgress(history, 0, 0, 0, 0, 5),
                new EngineState(
                        state.parameters(), state.firstMoments(), state.secondMoments(), state.averages(), 3L * epochs),
                EpochMemory.NONE);

        CheckpointFile.write(file, longest);

        assertThat(CheckpointFile.read(file).progress()).isEqualTo(longest.progress());
    }

    @Test
    void everyPrefix_isRejected() throws IOException {
        CheckpointFile.write(file, checkpoint(adam(0.001)));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            CheckpointException failure = failure();
            assertThat(failure).as("%d bytes", length).isNotNull();
            assertThat(failure.reason()).isEqualTo(Reason.DAMAGED);
        }
    }

    @Test
    void thousandFlippedBits_areEachRejected() throws IOException {
        CheckpointFile.write(file, checkpoint(adam(0.001)));
        byte[] whole = Files.readAllBytes(file);
        RandomStream random = RandomStream.of(1, "flips");
        for (int flip = 0; flip < 1000; flip++) {
            byte[] damaged = whole.clone();
            int bit = random.nextInt(8 * whole.length);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            CheckpointException failure = failure();
            assertThat(failure).as("bit %d", bit).isNotNull();
            assertThat(failure.reason()).isIn(Reason.DAMAGED, Reason.VERSION);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mnist4j-checkpoint|mnist4j-something|DAMAGED|not a checkpoint",
                "\"formatVersion\":\"1.0\"|\"formatVersion\":\"2.0\"|VERSION|format version 2.0, this library reads 1.0",
                "\"formatVersion\":\"1.0\"|\"formatVersion\":\"\"|VERSION|format version",
                "stateVersion\\\":2|stateVersion\\\":3|VERSION|state version 3",
                "\"state\":|\"stale\":|DAMAGED|state is missing",
                "optimizerSteps\\\":7|optimizerSteps\\\":8|DAMAGED|1 batches and 8 steps",
                "batchesDone\\\":1|batchesDone\\\":3|DAMAGED|3 batches",
                "batchesDone\\\":1|batchesDone\\\":-1|DAMAGED|batchesDone must be an integer of at least 0, was -1",
                "batchesDone\\\":1|batchesDone\\\":1.5|DAMAGED|batchesDone must",
                "epochsDone\\\":2|epochsDone\\\":3|DAMAGED|epochsDone must be the length of its history",
                "correct\\\":3|correct\\\":null|DAMAGED|correct must",
                "engine\\\":\\\"java\\\"|engine\\\":3|DAMAGED|engine must be a string, was 3",
                "\\\"Infinity\\\"|\\\"Endless\\\"|DAMAGED|state.history must be a number",
                "ab12ab12|ab12AB12|DAMAGED|fingerprint: expected a SHA-256",
                "images\\\":10|images\\\":0|DAMAGED|images must be an integer of at least 1",
                "\\\"classes\\\": 2|\\\"classes\\\": 1|DAMAGED|classes",
                "\\\"units\\\": 1|\\\"units\\\": 2|DAMAGED|tensors do not fit",
                "optimizer.firstMoment.layers.0.bias|optimizer.firstMoment.layers.0.bier|DAMAGED|tensors do not fit",
            })
    void invalidContentWithAValidHash_isRejected(String from, String to, Reason reason, String message)
            throws Exception {
        CheckpointFile.write(file, checkpoint(adam(0.001)));
        craft(from, to);

        CheckpointException failure = failure();

        assertThat(failure).isNotNull();
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageStartingWith(file + ": ").hasMessageContaining(message);
    }

    @Test
    void parameterThatIsNaN_isRejected() throws IOException {
        Checkpoint good = checkpoint(adam(0.001));
        good.state().parameters()[3] = Float.NaN;
        CheckpointFile.write(file, good);

        assertThat(failure()).hasMessageContaining("a parameter must be finite, was NaN");
    }

    @Test
    void modelFile_isNotACheckpoint() {
        Trainer.of(SmallRun.config()).fit(SmallRun.TRAIN).model().save(file);

        assertThat(failure()).hasMessageEndingWith("is a safetensors file but not a checkpoint");
    }

    /** Edits the text of the header and updates the hash of the file. */
    private void craft(String from, String to) throws Exception {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) buffer.getLong()];
        buffer.get(header);
        byte[] values = new byte[buffer.remaining()];
        buffer.get(values);
        String text = new String(header, StandardCharsets.UTF_8)
                .replaceAll("\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"" + ZERO_HASH + "\"");
        assertThat(text).contains(from);
        byte[] changed = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(8 + changed.length + values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(changed.length)
                .put(changed)
                .put(values)
                .array();
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
        String latin1 = new String(all, StandardCharsets.ISO_8859_1).replace(ZERO_HASH, hash);
        Files.write(file, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}
