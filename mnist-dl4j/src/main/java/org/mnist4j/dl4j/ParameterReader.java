package org.mnist4j.dl4j;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of a Deeplearning4j network in this library's order and layout. */
final class ParameterReader {

    private final MultiLayerNetwork network;
    private final float[] values;
    private int filled;

    private ParameterReader(MultiLayerNetwork network, int length) {
        this.network = network;
        this.values = new float[length];
    }

    /**
     * Reads all parameters. A bias that a layer does not have is 0; a locked gamma or beta is its constant.
     *
     * @param length how many this library's network has
     * @throws BridgeException if a parameter is not finite, or a variance is negative
     */
    static float[] read(MultiLayerNetwork network, NetworkReader layers, int length) {
        ParameterReader reader = new ParameterReader(network, length);
        for (NetworkReader.ReadLayer read : layers.layers()) {
            int index = read.origin();
            if (read.layer() instanceof Dense dense) {
                reader.weights(index, true, dense.units());
            } else if (read.layer() instanceof Conv2d conv) {
                reader.weights(index, false, conv.filters());
            } else if (read.layer() instanceof BatchNorm) {
                reader.norm(index);
            }
        }
        reader.weights(network.getnLayers() - 1, true, layers.classes());
        return reader.values;
    }

    private void weights(int index, boolean transposed, int outputs) {
        INDArray weights = Objects.requireNonNull(parameter(index, DefaultParamInitializer.WEIGHT_KEY));
        append(index, DefaultParamInitializer.WEIGHT_KEY, transposed ? weights.transpose() : weights);
        INDArray bias = parameter(index, DefaultParamInitializer.BIAS_KEY);
        if (bias == null) {
            filled += outputs;
        } else {
            append(index, DefaultParamInitializer.BIAS_KEY, bias);
        }
    }

    private void norm(int index) {
        BatchNormalization norm =
                (BatchNormalization) network.getLayer(index).conf().getLayer();
        int channels = Math.toIntExact(norm.getNOut());
        if (norm.isLockGammaBeta()) {
            Arrays.fill(values, filled, filled + channels, (float) norm.getGamma());
            Arrays.fill(values, filled + channels, filled + 2 * channels, (float) norm.getBeta());
            filled += 2 * channels;
        } else {
            append(index, BatchNormalizationParamInitializer.GAMMA);
            append(index, BatchNormalizationParamInitializer.BETA);
        }
        append(index, BatchNormalizationParamInitializer.GLOBAL_MEAN);
        if (norm.isUseLogStd()) {
            append(index, BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
            for (int i = filled - channels; i < filled; i++) {
                values[i] = (float) StrictMath.pow(10, 2 * (double) values[i]);
            }
        } else {
            append(index, BatchNormalizationParamInitializer.GLOBAL_VAR);
        }
    }

    private @Nullable INDArray parameter(int index, String key) {
        return network.getLayer(index).getParam(key);
    }

    private void append(int index, String key) {
        append(index, key, Objects.requireNonNull(parameter(index, key)));
    }

    private void append(int index, String key, INDArray array) {
        float[] source = array.dup('c').data().asFloat();
        for (int i = 0; i < source.length; i++) {
            if (!Float.isFinite(source[i])) {
                throw new BridgeException(
                        NetworkReader.path(index) + "." + key,
                        "value " + i + " is " + source[i] + "; the training has diverged, use a smaller learning rate");
            }
            values[filled++] = source[i];
        }
    }
}
