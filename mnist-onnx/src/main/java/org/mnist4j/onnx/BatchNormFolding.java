package org.mnist4j.onnx;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.Activation;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.model.Tensor;

/**
 * Multiplies batch normalization into the weights before it: {@code gamma * (W x + b - mean) / s + beta} is {@code (W *
 * gamma / s) x + (b - mean) * gamma / s + beta}, with {@code s = sqrt(variance + epsilon)}.
 */
final class BatchNormFolding {

    private final List<Layer> layers = new ArrayList<>();
    private final List<float[]> tensors = new ArrayList<>();

    private BatchNormFolding() {}

    /** A network that predicts the same without the normalizations that can be folded; the same if there is none. */
    static Model fold(Model model) {
        BatchNormFolding folding = new BatchNormFolding();
        List<Tensor> all = model.tensors();
        int at = 0;
        for (Layer layer : model.config().layers()) {
            int count = layer instanceof Dense || layer instanceof Conv2d ? 2 : layer instanceof BatchNorm ? 4 : 0;
            List<float[]> own =
                    all.subList(at, at + count).stream().map(Tensor::values).toList();
            at += count;
            folding.add(layer, own);
        }
        all.subList(at, all.size()).forEach(tensor -> folding.tensors.add(tensor.values()));
        if (folding.layers.size() == model.config().layers().size()) {
            return model;
        }
        ExperimentConfig config =
                model.config().toBuilder().layers(folding.layers).build();
        Model folded = Model.of(config, model.classNames(), joined(folding.tensors));
        Model from = model.provenance()
                .map((ModelProvenance provenance) -> folded.withProvenance(provenance))
                .orElse(folded);
        return model.calibration().map(from::withCalibration).orElse(from);
    }

    private void add(Layer layer, List<float[]> own) {
        int last = layers.size() - 1;
        if (layer instanceof BatchNorm norm && last >= 0) {
            Layer before = layers.get(last);
            if (before instanceof Dense dense && dense.activation() == Activation.IDENTITY) {
                layers.set(last, dense.activation(norm.activation()));
                multiply(norm, own);
                return;
            }
            if (before instanceof Conv2d conv && conv.activation() == Activation.IDENTITY) {
                layers.set(last, conv.activation(norm.activation()));
                multiply(norm, own);
                return;
            }
        }
        layers.add(layer);
        tensors.addAll(own);
    }

    private void multiply(BatchNorm norm, List<float[]> statistics) {
        float[] weights = tensors.get(tensors.size() - 2); // [outputs][..]
        float[] bias = tensors.get(tensors.size() - 1); // [outputs]
        int size = weights.length / bias.length;
        for (int c = 0; c < bias.length; c++) {
            double factor = statistics.get(0)[c] / Math.sqrt(statistics.get(3)[c] + norm.epsilon());
            for (int i = c * size; i < (c + 1) * size; i++) {
                weights[i] = (float) (weights[i] * factor);
            }
            bias[c] = (float)
                    ((bias[c] - statistics.get(2)[c]) * factor + statistics.get(1)[c]);
        }
    }

    private static float[] joined(List<float[]> arrays) {
        float[] all = new float[arrays.stream().mapToInt(array -> array.length).sum()];
        int at = 0;
        for (float[] array : arrays) {
            System.arraycopy(array, 0, all, at, array.length);
            at += array.length;
        }
        return all;
    }
}
