package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.model.PyTorchWeights;
import org.mnist4j.model.TestMetrics;

class ImportCommandTest {

    /** Trained in PyTorch by docs/from-python/train.py. */
    private static final Path BY_PYTORCH = Path.of("../mnist-core/src/test/resources/org/mnist4j/model/pytorch");

    private static final Path CONFIG = BY_PYTORCH.resolve("experiment.json");
    private static final Path STATE = BY_PYTORCH.resolve("state.safetensors");

    @TempDir
    private Path folder;

    private Path out;
    private Path config;
    private Path weights;

    @BeforeEach
    void writeFiles() throws IOException {
        out = folder.resolve("model.safetensors");
        config = Files.writeString(
                folder.resolve("net.json"), CraftedWeights.config().toJson());
        weights = Files.write(folder.resolve("state.safetensors"), CraftedWeights.bytes());
    }

    @Test
    void stateDict_becomesAModel_andWhichIsWhichIsPrinted() {
        CommandRun run = CommandRun.of("import", "--config", CONFIG, "--weights", STATE, "--out", out)
                .succeeded();

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .hasSize(12 + 3)
                .startsWith(
                        "layers.0.weight [6, 1, 3, 3]  conv1.weight",
                        "layers.0.bias [6]  zeros: its module has no bias")
                .contains("layers.11.weight [10, 32]  fc2.weight", "model   " + out)
                .endsWith("metrics none; mnist4j evaluate --model " + out + " --update measures it");
        Model model = Model.load(out);
        assertThat(model.parametersSha256())
                .isEqualTo(PyTorchWeights.read(STATE, model.config()).model().parametersSha256());
        assertThat(model.importedFrom().orElseThrow().file()).isEqualTo("state.safetensors");
        assertThat(model.testMetrics()).isEmpty();
    }

    @Test
    void update_storesWhatEvaluateMeasures_andChangesNothingElse() {
        Path data = SmallMnist.write(folder.resolve("data"), 10, 300);
        CommandRun.of("import", "--config", CONFIG, "--weights", STATE, "--out", out)
                .succeeded();
        Model before = Model.load(out);

        CommandRun plain =
                CommandRun.of("evaluate", "--model", out, "--data", data).succeeded();
        assertThat(Model.load(out).testMetrics()).isEmpty();
        CommandRun updating = CommandRun.of("evaluate", "--model", out, "--data", data, "--update")
                .succeeded();

        assertThat(updating.out()).isEqualTo(plain.out());
        ImageDataset test = ImageDataset.fromIdxDirectory(data).test();
        EvaluationReport report = before.evaluate(test);
        Model after = Model.load(out);
        assertThat(after.testMetrics())
                .hasValue(new TestMetrics(
                        test.name(), test.fingerprint(), 300, report.accuracy(), report.macroF1(), report.logLoss()));
        assertThat(report.accuracy()).isGreaterThan(0.9);
        assertThat(after.importedFrom()).isEqualTo(before.importedFrom());
        assertThat(after.parametersSha256()).isEqualTo(before.parametersSha256());
        assertThat(after.classNames()).isEqualTo(before.classNames());
    }

    @Test
    void updateOfALink_replacesTheFileBehindIt() throws IOException {
        CommandRun.of("import", "--config", CONFIG, "--weights", STATE, "--out", out)
                .succeeded();
        Path data = SmallMnist.write(folder.resolve("data"), 10, 20);
        Path link = Files.createSymbolicLink(folder.resolve("link.safetensors"), out);

        CommandRun.of("evaluate", "--model", link, "--data", data, "--update").succeeded();
        assertThat(link).isSymbolicLink();
        assertThat(Model.load(out).testMetrics()).isPresent();
    }

    @Test
    void classNames_areThoseGiven_orNumbers() {
        CommandRun.of("import", "--config", config, "--weights", weights, "--out", out)
                .succeeded();
        assertThat(Model.load(out).classNames()).containsExactly("0", "1");

        CommandRun.of(
                        "import",
                        "--config",
                        config,
                        "--weights",
                        weights,
                        "--out",
                        out,
                        "--class-names",
                        "no,yes",
                        "--overwrite")
                .succeeded();
        assertThat(Model.load(out).classNames()).containsExactly("no", "yes");
    }

    @Test
    void map_saysWhichIsWhich() throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode tree = (ObjectNode) json.readTree(config.toFile());
        tree.withArray("layers").addObject().put("type", "dense").put("units", 3);
        tree.withArray("layers").addObject().put("type", "dense").put("units", 3);
        Path deeper = Files.writeString(folder.resolve("deeper.json"), json.writeValueAsString(tree));
        String header = CraftedWeights.header();
        String more = ","
                + String.join(
                        ",",
                        CraftedWeights.entry("a.weight", "F32", "[3,3]", 164, 200),
                        CraftedWeights.entry("b.weight", "F32", "[3,3]", 200, 236));
        byte[] data = TestBytes.joined(CraftedWeights.data(), new byte[72]);
        Files.write(weights, CraftedWeights.bytes(header.replaceAll("}}$", "}" + more + "}"), data));
        Object[] command = {"import", "--config", deeper, "--weights", weights, "--out", out};

        CommandRun.of(command)
                .failed(
                        ExitCode.FILE,
                        "a, b could each be any of layers.3, layers.5 (weight [3, 3]): map them, for instance layers.3=a");
        assertThat(out).doesNotExist();
        List<Object> mapped = new ArrayList<>(List.of(command));
        mapped.addAll(List.of("--map", "layers.3=b"));
        assertThat(CommandRun.of(mapped.toArray()).succeeded().out())
                .contains("layers.3.weight [3, 3]  b.weight", "layers.5.weight [3, 3]  a.weight");
    }

    @Test
    void folderThatDoesNotExist_isAFileProblem() {
        Path nowhere = folder.resolve("no/model.safetensors");

        CommandRun.of("import", "--config", config, "--weights", weights, "--out", nowhere)
                .failed(ExitCode.FILE, "--out " + nowhere + ": there is no folder", "create it first");
    }
}
