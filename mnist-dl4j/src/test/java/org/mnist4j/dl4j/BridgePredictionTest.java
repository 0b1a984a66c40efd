package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.avgPool2d;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.Model;
import org.nd4j.linalg.learning.config.NoOp;

/** Models go to Deeplearning4j and back: the same probabilities there, the same bits after the return. */
class BridgePredictionTest {

    static List<List<Layer>> networks() {
        List<List<Layer>> networks = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            networks.add(List.of(dense(16).activation(activation)));
            networks.add(List.of(conv2d(4, 3).stride(2).activation(activation), dense(12)));
            networks.add(List.of(
                    conv2d(4, 3).stride(2).activation(Activation.IDENTITY),
                    batchNorm().activation(activation),
                    dense(12).activation(Activation.IDENTITY),
                    batchNorm().momentum(0.07).epsilon(1e-3).activation(activation)));
        }
        for (Padding padding : Padding.values()) {
            for (int kernel = 1; kernel <= 6; kernel++) {
                for (int stride = 1; stride <= 3; stride++) {
                    networks.add(List.of(conv2d(3, kernel).stride(stride).padding(padding), globalAvgPool(), dense(8)));
                }
            }
        }
        networks.add(List.of(maxPool2d(2), maxPool2d(3).stride(2), dense(10)));
        networks.add(List.of(avgPool2d(2), avgPool2d(3).stride(1), conv2d(4, 3), flatten(), dropout(0.3)));
        networks.add(List.of(maxPool2d(5).stride(3), avgPool2d(2).stride(3), flatten(), batchNorm(), dense(9)));
        networks.add(List.of(flatten(), batchNorm(), dense(16)));
        networks.add(List.of(batchNorm(), dropout(0.25), conv2d(3, 5).stride(2), globalAvgPool(), batchNorm()));
        networks.add(List.of(dropout(0.2), dense(14), dropout(0.5), dense(12), dropout(0)));
        networks.add(List.of(dropout(0.1)));
        networks.add(List.of(globalAvgPool()));
        return networks;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void model_thereAndBack_predictsTheSame(List<Layer> layers) {
        ExperimentConfig config = BridgeNetworks.config(layers.toArray(new Layer[0]));
        Model model = BridgeNetworks.trained(config, BridgeNetworks.IMAGES);

        MultiLayerNetwork network = Dl4jBridge.network(model);
        BridgeNetworks.assertAgree(model, network, BridgeNetworks.IMAGES);

        Model back = BridgeNetworks.modelOf(network);
        BridgeNetworks.assertAgree(back, network, BridgeNetworks.IMAGES);
        assertThat(back.parametersSha256()).isEqualTo(model.parametersSha256());
        Model kept = Dl4jBridge.model(network, config, model.classNames());
        assertThat(kept.config()).isEqualTo(config);
        assertThat(kept.parametersSha256()).isEqualTo(model.parametersSha256());
    }

    static List<List<Layer>> networksOfThreeChannels() {
        return List.of(
                List.of(dense(16)),
                List.of(flatten(), batchNorm(), dropout(0.1), dense(8)),
                List.of(dropout(0.1)),
                List.of(conv2d(4, 3).stride(2), dense(10)),
                List.of(batchNorm(), maxPool2d(2), dense(10)));
    }

    @ParameterizedTest
    @MethodSource("networksOfThreeChannels")
    void imagesOfThreeChannels_flatOrNot_predictTheSame(List<Layer> layers) {
        ImageDataset images = BridgeNetworks.coloured();
        Model model =
                BridgeNetworks.trained(BridgeNetworks.config(images.shape(), layers.toArray(new Layer[0])), images);

        MultiLayerNetwork network = Dl4jBridge.network(model);
        ImageDatasetIterator iterator = Dl4jBridge.iterator(images, images.size());
        BridgeNetworks.assertAgree(model, network, images, iterator);
        BridgeNetworks.assertAgree(model, network, images, iterator.flat());
        Model back = Dl4jBridge.model(network, images.shape(), images.classNames());
        assertThat(back.parametersSha256()).isEqualTo(model.parametersSha256());
    }

    @Test
    void modelWithFanInUniform_isConverted_forItsWeightsAreKnown() {
        Model model = BridgeNetworks.trained(
                BridgeNetworks.config(dense(9).init(Initializer.FAN_IN_UNIFORM)), BridgeNetworks.IMAGES);

        BridgeNetworks.assertAgree(model, Dl4jBridge.network(model), BridgeNetworks.IMAGES);
    }

    @Test
    void modelOfThePresetCnn_isConvertedWithAnUpdater() {
        ExperimentConfig config = ExperimentConfig.preset("cnn").toBuilder()
                .epochs(1)
                .augmentation()
                .build();
        Model model = BridgeNetworks.trained(config, BridgeNetworks.IMAGES);

        MultiLayerNetwork network = Dl4jBridge.network(model, new NoOp());
        BridgeNetworks.assertAgree(model, network, BridgeNetworks.IMAGES);
        assertThat(Dl4jBridge.model(network, config, model.classNames()).parametersSha256())
                .isEqualTo(model.parametersSha256());
    }
}
