package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.ModelFormatException.Reason;

class EnsembleFileTest {

    private static final ImageShape SHAPE = ImageShape.of(6, 6, 1);

    @TempDir
    private Path folder;

    private Path saved(Classifier classifier) {
        Path file = folder.resolve("ensemble.safetensors");
        classifier.save(file);
        return file;
    }

    private static Model random(long seed, Layer... layers) {
        return TestModels.random(TestModels.config(SHAPE, 5, layers), seed);
    }

    private static Ensemble mixed() {
        return Ensemble.of(random(1, dense(9)), random(2, conv2d(3, 3), batchNorm()), random(3, dense(4)));
    }

    /** Two models of nine parameters each: small enough to damage in every possible way. */
    private static Ensemble tiny() {
        return Ensemble.of(
                TestModels.tiny(), TestModels.random(TestModels.tiny().config(), 2));
    }

    private ModelFormatException failure(Path file) {
        return catchThrowableOfType(ModelFormatException.class, () -> Classifier.load(file));
    }

    @Test
    void savedEnsemble_predictsTheSameBits() {
        Ensemble ensemble = mixed();
        ImageDataset images = TestModels.images(SHAPE, ensemble.classNames(), 100);

        Classifier loaded = Classifier.load(saved(ensemble));

        assertThat(loaded).isInstanceOf(Ensemble.class).hasToString(ensemble.toString());
        assertThat(loaded.predict(images)).isEqualTo(ensemble.predict(images));
        assertThat(loaded.predict(images.pixels(0)).probabilities())
                .containsExactly(ensemble.predict(images.pixels(0)).probabilities());
    }

    @Test
    void everythingAboutAMember_isKept() {
        Model plain = TestModels.golden();
        Model described = TestModels.goldenWithProvenance()
                .withCalibration(new Calibration("images", "ab".repeat(32), 100, 1.5, 0.01, 0.75, 90, 0));

        Classifier loaded = Classifier.load(saved(Ensemble.of(plain, described)));

        assertThat(loaded.members()).hasSize(2);
        assertThat(loaded.members().get(0).metadata()).isEqualTo(plain.metadata());
        assertThat(loaded.members().get(1).metadata())
                .isEqualTo(described.metadata())
                .containsKeys("provenance", "calibration");
        assertThat(loaded.members().get(1).parameters()).containsExactly(described.parameters());
        assertThat(loaded.predict(new byte[4]).threshold()).isEmpty();
    }

    @Test
    void sameEnsemble_givesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(saved(mixed()));

        assertThat(Files.readAllBytes(saved(mixed()))).isEqualTo(first);
        assertThat(Files.readAllBytes(saved(Classifier.load(saved(mixed()))))).isEqualTo(first);
    }

    @Test
    void model_isLoadedAsAModel() {
        Model model = random(1, dense(3));

        Classifier loaded = Classifier.load(saved(model));

        assertThat(loaded).isInstanceOf(Model.class);
        assertThat(loaded.members()).containsExactly((Model) loaded);
        assertThat(loaded.members().get(0).parameters()).containsExactly(model.parameters());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void fewestAndMostMembers_areReadBack(int members) {
        Ensemble ensemble = Ensemble.of(Collections.nCopies(members, TestModels.tiny()));

        assertThat(Classifier.load(saved(ensemble)).members()).hasSize(members);
    }

    @Test
    void inkStatistics_areThoseOfTheFirstMember() {
        Ensemble ensemble = mixed();

        assertThat(ensemble.inkStatistics()).isEqualTo(ensemble.members().get(0).inkStatistics());
    }

    /** Written by Python from the golden files of the two members, with another bias in the second. */
    @Test
    void goldenFile_isRead() throws IOException {
        Path file = folder.resolve("golden.safetensors");
        try (InputStream in = EnsembleFileTest.class.getResourceAsStream("format-ensemble-1.0.safetensors")) {
            Files.copy(in, file);
        }
        float[] second = TestModels.golden().parameters();
        second[second.length - 2] = -0.5f;
        second[second.length - 1] = 1;

        Classifier loaded = Classifier.load(file);

        assertThat(loaded).hasToString("Ensemble[2 models, 2x2x1 -> 2 classes]");
        assertThat(loaded.members().get(0).parameters())
                .containsExactly(TestModels.golden().parameters());
        assertThat(loaded.members().get(1).parameters()).containsExactly(second);
        assertThat(loaded.members().get(1).provenance())
                .isEqualTo(TestModels.goldenWithProvenance().provenance());
    }

    @Test
    void ensemble_isRefusedAsASingleModel() {
        Path file = saved(tiny());

        assertThatThrownBy(() -> Model.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(file + ": is an ensemble of 2 models, where a single model is expected; use the file of one"
                        + " of its members")
                .extracting("reason")
                .isEqualTo(Reason.NOT_A_MODEL);
    }

    @Test
    void everyPrefixAndEveryFlippedBit_isRejected() throws IOException {
        Path file = saved(tiny());
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; at++) {
            Files.write(file, Arrays.copyOf(bytes, at));
            assertThat(failure(file)).as("%d bytes", at).isNotNull();
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(file, flipped);
            assertThat(failure(file)).as("bit %d of byte %d", at % 8, at).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"members\":\"2\"        | \"members\":\"0\"   | METADATA | members in its metadata must be 1 to 100, was 0",
                "\"members\":\"2\"        | \"members\":\"101\" | METADATA | must be 1 to 100, was 101",
                "\"members\":\"2\"        | \"members\":\"two\" | METADATA | must be 1 to 100, was two",
                "\"members\":\"2\"        | \"member\":\"2\"    | METADATA | its metadata has no members",
                "\"members\":\"2\"        | \"members\":\"1\"   | TENSOR   | its tensors do not match its configuration",
                "\"members\":\"2\"        | \"members\":\"3\"   | METADATA | members[2]: its metadata has no config",
                "members.1.layers.0.bias  | members.1.bias      | TENSOR   | its tensors do not match its configuration",
                "members[1].config         | members[1].konfig    | METADATA | members[1]: its metadata has no config",
                "members[1].format\":\"mnist4j-model | members[1].format\":\"mnist4j-ensemble | METADATA | members[1]: its metadata has no format mnist4j-model",
                "\"formatVersion\":\"1.0  | \"formatVersion\":\"2.0 | VERSION | has format version 2.0",
                "members[1].formatVersion\":\"1 | members[1].formatVersion\":\"7 | VERSION | members[1]: has format version 7.",
                "\"members[1].classNames\":\"[\\\"class 0\\\" | \"members[1].classNames\":\"[\\\"dog\\\" | METADATA | members[1] (test) has the classes [dog, class 1]",
            })
    void header_thatContradictsItself_isRejected(String piece, String replacement, Reason reason, String message)
            throws IOException {
        Path file = saved(tiny());
        CraftedFile.changeHeader(file, header -> replaced(header, piece, replacement));

        assertThat(failure(file)).hasMessageStartingWith(file + ": ").hasMessageContaining(message);
        assertThat(failure(file).reason()).isEqualTo(reason);
        assertThat(failure(file).source()).isEqualTo(file.toString());
    }

    private static String replaced(String header, String piece, String replacement) {
        assertThat(header).contains(piece);
        return header.replace(piece, replacement);
    }

    @Test
    void weightThatIsNotANumber_isRejectedWithItsMember() throws IOException {
        Path file = saved(tiny());
        UnaryOperator<float[]> broken = values -> {
            values[9 + 3] = Float.NaN;
            return values;
        };
        CraftedFile.change(file, broken);

        assertThat(failure(file)).hasMessage(file + ": members[1]: parameter 3 must be finite, was NaN");
        assertThat(failure(file).reason()).isEqualTo(Reason.NOT_FINITE);
    }

    @Test
    void ensembleTooLargeForAFile_isRefused_andNothingIsWritten() throws IOException {
        List<String> names = TestModels.classNames(1000).stream()
                .map(name -> name + "\u0001".repeat(200 - name.length()))
                .toList();
        Model wordy =
                Model.of(TestModels.config(ImageShape.of(1, 1, 1), 1000, dense(1)), names, new float[2 + 2 * 1000]);
        Layer[] deep = Collections.nCopies(60, dense(1)).toArray(Layer[]::new);
        Model layered = TestModels.random(TestModels.config(ImageShape.of(1, 1, 1), 2, deep), 1);

        assertThatThrownBy(() -> saved(Ensemble.of(wordy, wordy, wordy)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the file would have [0-9]+ bytes of configurations and names, but a reader accepts"
                        + " at most 2097152");
        assertThatThrownBy(() -> saved(Ensemble.of(Collections.nCopies(100, layered))))
                .hasMessage("the file would have 12200 tensors, but a reader accepts at most 10000");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void impossiblePlace_isNamed() {
        Path place = folder.resolve("no/ensemble.safetensors");

        assertThatThrownBy(() -> tiny().save(place))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(place + ": the ensemble cannot be written: ");
    }
}
