package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.onnx.OnnxExport;
import org.mnist4j.onnx.OnnxExport.PixelType;

/** The command writes what the library writes; that ONNX runtimes agree with it is tested there. */
class ExportCommandTest {

    @TempDir
    Path folder;

    private Path model;
    private Path other;
    private Path out;
    private Path expected;

    @BeforeEach
    void writeModels() throws IOException {
        model = Files.write(folder.resolve("model.safetensors"), CraftedModel.bytes());
        other = Files.write(folder.resolve("other.safetensors"), CraftedModel.withWeights(0.5f));
        out = folder.resolve("model.onnx");
        expected = folder.resolve("expected.onnx");
    }

    private CommandRun export(Object... more) {
        Object[] all = new Object[more.length + 7];
        Object[] first = {"export", "--format", "onnx", "--out", out, "--model", model};
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
}
