package org.mnist4j.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelFormatException.Reason;
import org.mnist4j.storage.PrintableText;

/**
 * Reads an ONNX file as a model of this library; immutable. The graph is one that PyTorch, Keras and others export for
 * networks of this library's layers; anything else is refused, naming the node and its operator.
 *
 * <p>Logits, log-softmax or softmax at the end become this library's probabilities. What the graph expects for a pixel is
 * found in the graph where that scales its input itself, or must be given. A file of {@link OnnxExport} gives the model that
 * was exported, to the bit, with its configuration and provenance, and is refused if it was changed since; any other gives
 * a configuration that has only the network, and no provenance.
 *
 * <p>Nothing in the file is executed, no other file is read, and sizes and shapes are checked before memory is allocated.
 */
public final class OnnxImport {

    /** Enough for the parameters of the largest network. */
    private static final int MAX_BYTES = 1 << 29;

    private final Path file;
    private final @Nullable InputScaling scaling;
    private final @Nullable ImageShape image;
    private final @Nullable List<String> classNames;

    private OnnxImport(
            Path file, @Nullable InputScaling scaling, @Nullable ImageShape image, @Nullable List<String> classNames) {
        this.file = file;
        this.scaling = scaling;
        this.image = image;
        this.classNames = classNames;
    }

    /**
     * Reads a file that says everything itself.
     *
     * @throws ModelFormatException if it is damaged, not an ONNX file or has parts without a counterpart here, or does
     *     not say what it expects for a pixel
     */
    public static Model read(Path file) {
        return of(file).read();
    }

    /** An import of a file, to which what the file does not say can be added. */
    public static OnnxImport of(Path file) {
        return new OnnxImport(file, null, null, null);
    }

    /** This import with what the network expects for a pixel, if the graph does not scale its input itself. */
    public OnnxImport scaling(InputScaling newScaling) {
        return new OnnxImport(file, newScaling, image, classNames);
    }

    /** This import with the shape of the images, if the graph takes vectors or leaves sides open. */
    public OnnxImport image(ImageShape newImage) {
        return new OnnxImport(file, scaling, newImage, classNames);
    }

    /** This import with the names of the classes, in the order of the outputs; by default 0, 1, 2 and so on. */
    public OnnxImport classNames(List<String> newClassNames) {
        return new OnnxImport(file, scaling, image, List.copyOf(newClassNames));
    }

    /**
     * Reads the file.
     *
     * @throws ModelFormatException if it is damaged, not an ONNX file or has parts without a counterpart here, or does
     *     not say something that was not given
     */
    public Model read() {
        String source = file.toString();
        OnnxModel onnx = OnnxParser.parse(source, bytes(source));
        boolean isOurs = OnnxExport.FORMAT.equals(onnx.metadata().get("format"));
        GraphReader.Network network =
                GraphReader.read(source, onnx, GraphInput.of(source, onnx.inputs(), isOurs, image, scaling));
        float[] parameters = network.sketch().parameters();
        try {
            return isOurs ? exported(source, onnx, network, parameters) : foreign(source, network, parameters);
        } catch (ConfigException e) {
            throw new ModelFormatException(
                    source, Reason.UNSUPPORTED, "its network is not one of this library: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, Reason.TENSOR, String.valueOf(e.getMessage()), e);
        }
    }

    /** A model without a past: its configuration has the network, and defaults for what is not known. */
    private Model foreign(String source, GraphReader.Network network, float[] parameters) {
        List<String> names = classNames;
        if (names == null) {
            names = new ArrayList<>();
            for (int c = 0; c < network.classes(); c++) {
                names.add(Integer.toString(c));
            }
        }
        ExperimentConfig config = ExperimentConfig.builder()
                .name(PrintableText.line("imported from " + file.getFileName(), 200))
                .input(network.input())
                .classes(network.classes())
                .layers(network.layers())
                .epochs(1)
                .build();
        for (float parameter : parameters) {
            if (!Float.isFinite(parameter)) {
                throw new ModelFormatException(
                        source, Reason.NOT_FINITE, "a parameter must be finite, was " + parameter);
            }
        }
        try {
            config.summary().requireVariances(parameters);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, Reason.NEGATIVE_VARIANCE, String.valueOf(e.getMessage()), e);
        }
        divideOutputs(parameters, config, network.temperature());
        return Model.of(config, names, parameters);
    }

    /** A division of the logits is one of the output layer's weights and biases. */
    private static void divideOutputs(float[] parameters, ExperimentConfig config, double temperature) {
        List<TensorSpec> tensors = config.summary().tensors();
        int outputs = tensors.get(tensors.size() - 2).size() + config.classes();
        for (int i = parameters.length - outputs; i < parameters.length; i++) {
            parameters[i] = (float) (parameters[i] / temperature);
        }
    }

    /**
     * The model that the metadata of this library's export describe, if the graph is that model's. That is tried out: the
     * model is exported again, and both graphs must be the same network.
     */
    private Model exported(String source, OnnxModel onnx, GraphReader.Network network, float[] parameters) {
        Model model = Model.of(source, onnx.metadata(), parameters);
        OnnxModel again = OnnxParser.parse(source, OnnxExport.of(model).toBytes());
        GraphReader.Network same =
                GraphReader.read(source, again, GraphInput.of(source, again.inputs(), true, null, null));
        if (!same.layers().equals(network.layers())
                || !same.input().equals(network.input())
                || same.temperature() != network.temperature()) {
            throw changed(source, "graph is not the network");
        }
        if (!model.parametersSha256().equals(onnx.metadata().get(OnnxExport.PARAMETERS))) {
            throw changed(source, "parameters do not have the hash");
        }
        if (classNames == null) {
            return model;
        }
        Model renamed = Model.of(model.config(), classNames, parameters);
        Model from = model.provenance().map(renamed::withProvenance).orElse(renamed);
        return model.calibration().map(from::withCalibration).orElse(from);
    }

    private static ModelFormatException changed(String source, String what) {
        return new ModelFormatException(
                source,
                Reason.HASH_MISMATCH,
                "its " + what + " that its metadata say: it is damaged, or was changed by another program; export it"
                        + " again, or remove the metadata to read the graph alone");
    }

    private byte[] bytes(String source) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFormatException(
                    source,
                    Reason.FILE,
                    Files.exists(file) ? "is not a regular file" : "file not found; check the path");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(64);
            requireOnnx(source, start);
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new ModelFormatException(
                        source, Reason.UNSUPPORTED, "has " + size + " bytes, supported are up to " + MAX_BYTES);
            }
            byte[] all = Arrays.copyOf(start, (int) Math.max(size, start.length));
            int read = start.length + in.readNBytes(all, start.length, all.length - start.length);
            return read == all.length ? all : Arrays.copyOf(all, read);
        } catch (IOException e) {
            String why = e instanceof FileSystemException refused && refused.getReason() == null
                    ? e.getClass().getSimpleName().replace("Exception", "")
                    : String.valueOf(e.getMessage());
            throw new ModelFormatException(source, Reason.FILE, "cannot be read: " + why, e);
        }
    }

    /** An ONNX file begins with its version or its producer: fields 1 to 8 of a model, or its metadata. */
    private static void requireOnnx(String source, byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        String is;
        if (text.isEmpty()) {
            is = "is empty; copy or download it again";
        } else if (text.startsWith("PK\3\4")) {
            is = "is a zip file, as torch.save and Keras write; export the network as ONNX, for instance with"
                    + " torch.onnx.export";
        } else if (text.startsWith("\u0089HDF")) {
            is = "is an HDF5 file, perhaps written by Keras; convert it to ONNX with tf2onnx";
        } else if (text.startsWith("version h")) {
            is = "is a Git LFS pointer and not the file itself; fetch it with git lfs pull";
        } else if (text.length() > 8 && text.charAt(8) == '{') {
            is = "is a safetensors file and not an ONNX file";
        } else if ("\b\22\32\42\50\62\72\102\162".indexOf(text.charAt(0)) < 0) {
            is = "is not an ONNX file";
        } else {
            return;
        }
        throw new ModelFormatException(source, Reason.NOT_A_MODEL, is);
    }
}
