package org.mnist4j.fuzz;

import java.nio.file.Path;
import java.util.Arrays;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.onnx.InputScaling;
import org.mnist4j.onnx.OnnxExport;
import org.mnist4j.onnx.OnnxImport;

/** Any bytes as an ONNX file: rejected, or read as a model that is saved, exported and read again the same. */
public final class OnnxFuzz {

    private OnnxFuzz() {}

    /** The entry point for Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        Path file = FuzzFile.of("model.onnx", input);
        read(file, OnnxImport.of(file));
        read(file, OnnxImport.of(file).scaling(InputScaling.symmetric()));
    }

    private static void read(Path file, OnnxImport onnx) {
        Model model;
        try {
            model = onnx.read();
        } catch (ModelFormatException e) {
            FuzzFile.requireCleanRejection(file, e.source(), String.valueOf(e.getMessage()));
            return;
        }
        Path saved = FuzzFile.named("again.safetensors");
        model.save(saved);
        requireSame(Model.load(saved), model);
        Path exported = FuzzFile.named("again.onnx");
        OnnxExport.of(model).write(exported);
        requireSame(OnnxImport.read(exported), model);
        try {
            model.predict(new byte[model.config().input().size()]);
        } catch (ArithmeticException e) {
            FuzzFile.require(String.valueOf(e.getMessage()).contains("overflow"), "unexpected failure: " + e);
        }
    }

    private static void requireSame(Model read, Model written) {
        FuzzFile.require(read.config().equals(written.config()), "read with a different configuration");
        FuzzFile.require(Arrays.equals(read.parameters(), written.parameters()), "read with different parameters");
    }
}
