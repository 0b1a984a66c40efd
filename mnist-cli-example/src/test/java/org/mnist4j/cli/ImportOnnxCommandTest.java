package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.onnx.InputScaling;
import org.mnist4j.onnx.OnnxExport;
import org.mnist4j.onnx.OnnxImport;

class ImportOnnxCommandTest {

    @TempDir
    Path folder;

    private Path onnx;
    private Path out;

    @BeforeEach
    void names() {
        onnx = folder.resolve("net.onnx");
        out = folder.resolve("net.safetensors");
    }

    private CommandRun run(Object... more) {
        Object[] first = {"import", "--onnx", onnx, "--out", out};
        Object[] all = new Object[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return CommandRun.of(all);
    }

    /** The graph without its division by 255. */
    private void writeUnscaled(byte[]... input) throws IOException {
        byte[] identity = CraftedOnnx.node("Identity", "x", "unit");
        Files.write(
                onnx,
                input.length == 0
                        ? CraftedOnnx.with("divide", identity)
                        : CraftedOnnx.graph(Map.of("divide", identity, "input", input[0])));
    }

    @Test
    void exportedModel_comesBack() throws IOException {
        Path model = Files.write(folder.resolve("model.safetensors"), CraftedModel.bytes());
        CommandRun.of("export", "--format", "onnx", "--model", model, "--out", onnx)
                .succeeded();

        CommandRun run = run().succeeded();

        assertThat(out).hasSameBinaryContentAs(model);
        assertThat(run.out()).startsWith(Model.load(model).summary().toText()).contains("\nmodel   " + out + "\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void options_sayWhatTheFileDoesNot() throws IOException {
        writeUnscaled();
        Map<List<Object>, InputScaling> scalings = Map.of(
                List.of("--pixels", "0..1"), InputScaling.unit(),
                List.of("--pixels", "0..255"), InputScaling.bytes(),
                List.of("--pixels", "-1..1"), InputScaling.symmetric(),
                List.of("--mean", "0.1307", "--std", "0.3081"), InputScaling.standardized(0.1307, 0.3081));

        scalings.forEach((options, scaling) -> {
            Object[] all = new Object[options.size() + 1];
            System.arraycopy(options.toArray(), 0, all, 0, options.size());
            all[options.size()] = "--overwrite";
            run(all).succeeded();

            Model expected = OnnxImport.of(onnx).scaling(scaling).read();
            assertThat(Model.load(out).config()).isEqualTo(expected.config());
            assertThat(Model.load(out).parametersSha256()).isEqualTo(expected.parametersSha256());
        });
    }

    @Test
    void missingScaling_isSaidWithTheOptions() throws IOException {
        writeUnscaled();

        run().failed(
                        ExitCode.FILE,
                        onnx + ": does not say which values",
                        "(--pixels 0..1, -1..1 or 0..255, or --mean M");
        assertThat(out).doesNotExist();
    }

    @Test
    void imageAndClasses_areGiven() throws IOException {
        writeUnscaled(CraftedOnnx.value(11, "x", 1, 0, 16));

        run("--pixels", "0..1", "--image", "2x8x1", "--class-names", "yes,no").succeeded();

        assertThat(Model.load(out).input()).isEqualTo(ImageShape.of(2, 8, 1));
        assertThat(Model.load(out).classNames()).containsExactly("yes", "no");
        assertThat(Model.load(out).config().name()).isEqualTo("imported from net.onnx");
    }

    @Test
    void existingFile_isReplacedOnlyWhenAsked() throws IOException {
        OnnxExport.of(CraftedModel.model()).write(onnx);
        Files.writeString(out, "before");

        run().failed(ExitCode.USAGE, out + " exists; use --overwrite");
        assertThat(out).hasContent("before");

        run("--overwrite").succeeded();
        assertThat(Model.load(out).parametersSha256())
                .isEqualTo(CraftedModel.model().parametersSha256());
    }
}
