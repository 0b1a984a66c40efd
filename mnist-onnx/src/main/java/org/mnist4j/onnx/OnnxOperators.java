package org.mnist4j.onnx;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelFormatException.Reason;

/** The operators that are understood, of ONNX's own domain. */
final class OnnxOperators {

    /** Of 2017: the first in which shapes broadcast as they do today. */
    static final long OLDEST = 7;

    /** Of 2025; the meaning of these operators did not change in between but where it is taken care of. */
    static final long NEWEST = 24;

    /** What becomes a layer, or a part of one, or changes the shape. */
    static final Set<String> ON_IMAGES = new TreeSet<>(Set.of(
            "Add",
            "AveragePool",
            "BatchNormalization",
            "Cast",
            "Conv",
            "Div",
            "Dropout",
            "Flatten",
            "Gemm",
            "GlobalAveragePool",
            "Identity",
            "LeakyRelu",
            "LogSoftmax",
            "MatMul",
            "MaxPool",
            "Mul",
            "Pad",
            "ReduceMean",
            "Relu",
            "Reshape",
            "Shape",
            "Sigmoid",
            "Softmax",
            "Squeeze",
            "Sub",
            "Tanh",
            "Transpose",
            "Unsqueeze"));

    /** What is computed once, from constants alone. */
    static final Set<String> ON_CONSTANTS = new TreeSet<>(Set.of(
            "Cast",
            "Concat",
            "Constant",
            "Gather",
            "Identity",
            "Mul",
            "Reshape",
            "Slice",
            "Squeeze",
            "Transpose",
            "Unsqueeze"));

    private OnnxOperators() {}

    /** Whether a domain is ONNX's own. */
    static boolean isOwn(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    /** Refuses a graph with an operator that is not known, and names all of them. */
    static void require(String source, List<OnnxNode> nodes) {
        Set<String> unknown = new TreeSet<>();
        String first = "";
        for (OnnxNode node : nodes) {
            boolean isKnown = ON_IMAGES.contains(node.operator()) || ON_CONSTANTS.contains(node.operator());
            if (!OnnxOperators.isOwn(node.domain()) || !isKnown) {
                first = first.isEmpty() ? node.toString() : first;
                String domain = OnnxOperators.isOwn(node.domain()) ? "" : shortened(node.domain()) + ".";
                if (unknown.size() < 5) {
                    unknown.add(domain + shortened(node.operator()));
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw new ModelFormatException(
                    source,
                    Reason.UNSUPPORTED,
                    first + ": not supported: " + String.join(", ", unknown) + ". Supported are "
                            + String.join(", ", ON_IMAGES) + " and, of constants, Concat, Constant, Gather, Slice");
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
