package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.dense;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.onnx.OnnxExport;
import org.mnist4j.onnx.OnnxExport.PixelType;
import org.mnist4j.random.RandomStream;
import org.mnist4j.serve.DrawPage;

/** The command writes what the library writes; that ONNX runtimes agree with it is tested there. */
class ExportCommandTest {

    @TempDir
    Path folder;

    private Path model;
    private Path other;
    private Path out;
    private Path page;
    private Path expected;

    @BeforeEach
    void writeModels() throws IOException {
        model = Files.write(folder.resolve("model.safetensors"), CraftedModel.bytes());
        other = Files.write(folder.resolve("other.safetensors"), CraftedModel.withWeights(0.5f));
        out = folder.resolve("model.onnx");
        page = folder.resolve("page.html");
        expected = folder.resolve("expected");
    }

    private CommandRun export(Object... more) {
        return exportAs("onnx", out, more);
    }

    private CommandRun exportPage(Object... more) {
        return exportAs("html", page, more);
    }

    private CommandRun exportAs(String format, Path file, Object... more) {
        Object[] all = new Object[more.length + 7];
        Object[] first = {"export", "--format", format, "--out", file, "--model", model};
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void model_isWrittenAsTheLibraryWritesIt() throws IOException {
        CommandRun run = export().succeeded();

        OnnxExport.of(Model.load(model)).write(expected);
        assertThat(out).hasSameBinaryContentAs(expected);
        assertThat(run.out().strip())
                .startsWith(out + ": ")
                .endsWith("bytes; image uint8 [N, 1, 28, 28] -> probabilities [N, 2]");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void severalModels_areAnEnsemble() {
        export("--model", other).succeeded();

        OnnxExport.of(Ensemble.of(Model.load(model), Model.load(other))).write(expected);
        assertThat(out).hasSameBinaryContentAs(expected);
    }

    @Test
    void options_areTheLibrarys() throws IOException {
        Files.write(model, CraftedModel.normalized());

        export("--pixel-type", "float32", "--fold-batch-norm").succeeded();

        OnnxExport.of(Model.load(model))
                .pixelType(PixelType.FLOAT32)
                .foldBatchNorm()
                .write(expected);
        assertThat(out).hasSameBinaryContentAs(expected);
    }

    @Test
    void existingFile_isReplacedOnlyWhenAsked() throws IOException {
        Files.writeString(out, "before");

        export().failed(ExitCode.USAGE, out + " exists; use --overwrite");
        assertThat(out).hasContent("before");

        export("--overwrite").succeeded();
        assertThat(Files.size(out)).isGreaterThan(1000);
    }

    @Test
    void page_isWrittenAsTheLibraryWritesIt() throws IOException {
        CommandRun run = exportPage().succeeded();

        DrawPage.of(Model.load(model)).write(expected);
        assertThat(page).hasSameBinaryContentAs(expected);
        assertThat(run.out().strip()).startsWith(page + ": ").endsWith("bytes; open it in a browser");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void page_showsTheAccuracyBesideTheModel() throws IOException {
        Files.writeString(folder.resolve("metrics.json"), "{\"accuracy\": 0.9785, \"testImages\": 10000}");

        exportPage().succeeded();

        assertThat(page).content().contains("\"facts\":{\"Accuracy\":\"97.85 % of 10,000 test images\"}");
    }

    @Test
    void pageOfSeveralModels_isOfTheirEnsemble() throws IOException {
        Files.writeString(folder.resolve("metrics.json"), "{\"accuracy\": 0.9785, \"testImages\": 10000}");

        exportPage("--model", other).succeeded();

        DrawPage.of(Ensemble.of(Model.load(model), Model.load(other))).write(expected);
        assertThat(page).hasSameBinaryContentAs(expected);
    }

    @Test
    void optionsOfOnnx_areRefusedForAPage() {
        exportPage("--fold-batch-norm").failed(ExitCode.USAGE, "go with --format onnx");
        exportPage("--pixel-type", "uint8").failed(ExitCode.USAGE, "go with --format onnx");

        assertThat(page).doesNotExist();
    }

    @Test
    void existingPage_isReplacedOnlyWhenAsked() throws IOException {
        Files.writeString(page, "before");

        exportPage().failed(ExitCode.USAGE, page + " exists; use --overwrite");
        assertThat(page).hasContent("before");

        exportPage("--overwrite").succeeded();
        assertThat(page).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void modelThatIsTooLargeForAPage_isAFileProblem() throws IOException {
        ExperimentConfig config =
                ExperimentConfig.preset("seed").toBuilder().layers(dense(1000)).build();
        float[] parameters = new float[(int) config.summary().values()];
        RandomStream random = RandomStream.of(1, "parameters");
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextDouble();
        }
        Model.of(config, Mnist.loadTest().classNames(), parameters).save(model);

        exportPage().failed(ExitCode.FILE, model.toString(), "the page would have", "at most 3,000,000");

        assertThat(page).doesNotExist();
    }
}
