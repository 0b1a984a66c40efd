package org.mnist4j.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.storage.AtomicFile;

/**
 * Writes a model or an ensemble as an ONNX file, for the runtimes of other languages and platforms; immutable.
 *
 * <p>The graph has one input, {@code image}, {@code [batch, channels, height, width]}, pixels from 0 to 255 as {@code
 * uint8}, and one output, {@code probabilities}, {@code [batch, classes]}, float; the batch is dynamic. Scaling and
 * softmax are in the graph. The file is of operator set 13 and file format 7, which runtimes read since 2020. Its
 * metadata have the entries of {@link Model#metadata()}, the hash of the parameters, and how the input is prepared.
 *
 * <p>Runtimes sum in orders of their own: their probabilities are within 1e-5 of this library's.
 */
public final class OnnxExport {

    /** The name of the graph's input. */
    public static final String INPUT = "image";

    /** The name of the graph's output. */
    public static final String OUTPUT = "probabilities";

    /** The metadata entry {@code format} of a model of this library. */
    static final String FORMAT = "mnist4j-model";

    /** The metadata entry with the hash of the parameters. */
    static final String PARAMETERS = "parametersSha256";

    /** The largest message of Protocol Buffers. */
    private static final long MAX_BYTES = Integer.MAX_VALUE;

    /** The type of the pixels that the graph takes; the values are from 0 to 255 in both. */
    public enum PixelType {
        /** Unsigned bytes, as images have them. */
        UINT8(ElementType.UINT8),
        /** Floats, for runtimes that have no bytes. */
        FLOAT32(ElementType.FLOAT);

        private final ElementType element;

        PixelType(ElementType element) {
            this.element = element;
        }
    }

    private final Classifier classifier;
    private final PixelType pixelType;

    private OnnxExport(Classifier classifier, PixelType pixelType) {
        this.classifier = classifier;
        this.pixelType = pixelType;
    }

    /** An export of a model, or of an ensemble as one graph that averages its members' probabilities. */
    public static OnnxExport of(Classifier classifier) {
        return new OnnxExport(classifier, PixelType.UINT8);
    }

    /** This export with a different type of pixels. */
    public OnnxExport pixelType(PixelType newPixelType) {
        return new OnnxExport(classifier, newPixelType);
    }

    /**
     * This export with each batch normalization folded into the dense layer or convolution that it follows, where that
     * layer has no activation. Others stay. The folded parameters are rounded to floats, so that predictions may differ
     * in the last digits, and the file's configuration is that of the folded network.
     */
    public OnnxExport foldBatchNorm() {
        if (classifier instanceof Ensemble ensemble) {
            List<Model> folded =
                    ensemble.members().stream().map(BatchNormFolding::fold).toList();
            return new OnnxExport(Ensemble.of(folded), pixelType);
        }
        return new OnnxExport(BatchNormFolding.fold((Model) classifier), pixelType);
    }

    /**
     * Writes the file: to a temporary file beside the target, forced to the disk, then renamed. The same model always
     * gives the same bytes. An existing file is replaced only by a complete new one.
     *
     * @throws IllegalArgumentException if the file would have 2 GiB or more, which the format does not allow
     * @throws UncheckedIOException if the file cannot be written; an existing file is then left unchanged
     */
    public void write(Path file) {
        ProtoMessage content = content();
        try {
            AtomicFile.write(file, content::writeTo);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the ONNX file cannot be written: " + e, e);
        }
    }

    /** The file's content. */
    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written", e);
        }
        return bytes.toByteArray();
    }

    private ProtoMessage content() {
        GraphWriter graph = new GraphWriter();
        ImageShape shape = classifier.input();
        graph.input(INPUT, pixelType.element, shape.channels(), shape.height(), shape.width());
        String pixels = INPUT;
        if (pixelType == PixelType.UINT8) {
            pixels = graph.node("pixels", "Cast", List.of(INPUT), GraphWriter.integer("to", ElementType.FLOAT.number));
        }
        String scaled = graph.node("scaled", "Div", List.of(pixels, graph.tensor("white", new float[] {255})));
        String name;
        if (classifier instanceof Ensemble ensemble) {
            name = "ensemble of " + ensemble.members().size();
            graph.node(OUTPUT, "Mean", members(graph, ensemble, scaled));
        } else {
            Model model = (Model) classifier;
            name = model.config().name();
            NetworkWriter.write(graph, "", model, scaled, OUTPUT);
        }
        graph.output(OUTPUT, ElementType.FLOAT, classifier.classNames().size());
        ProtoMessage content = graph.model(name, BuildInfo.current().version(), metadata());
        if (content.size() > MAX_BYTES) {
            throw new IllegalArgumentException("the ONNX file would have " + content.size() + " bytes, but the format"
                    + " allows at most " + MAX_BYTES + "; write fewer members to one file");
        }
        return content;
    }

    private static List<String> members(GraphWriter graph, Ensemble ensemble, String pixels) {
        List<String> probabilities = new ArrayList<>();
        for (int m = 0; m < ensemble.members().size(); m++) {
            String prefix = "members[" + m + "].";
            NetworkWriter.write(graph, prefix, ensemble.members().get(m), pixels, prefix + OUTPUT);
            probabilities.add(prefix + OUTPUT);
        }
        return probabilities;
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(
                "preparation",
                INPUT
                        + ": [batch, channels, height, width], pixels from 0 to 255, 0 for the background; the graph divides"
                        + " them by 255");
        if (classifier instanceof Ensemble ensemble) {
            metadata.put("format", "mnist4j-ensemble");
            metadata.put("members", Integer.toString(ensemble.members().size()));
            metadata.put("classNames", ensemble.members().get(0).metadata().get("classNames"));
            for (int m = 0; m < ensemble.members().size(); m++) {
                String prefix = "members[" + m + "].";
                entries(ensemble.members().get(m)).forEach((key, value) -> metadata.put(prefix + key, value));
            }
        } else {
            metadata.putAll(entries((Model) classifier));
        }
        return metadata;
    }

    private static Map<String, String> entries(Model model) {
        Map<String, String> entries = new LinkedHashMap<>(model.metadata());
        entries.put(PARAMETERS, model.parametersSha256());
        return entries;
    }
}
