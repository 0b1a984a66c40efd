package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.ImageShape;

class NetworkSummaryTest {

    @Test
    void seedPreset_hasTheTensorsOfTheTorchNetwork() {
        NetworkSummary summary = ExperimentConfig.preset("seed").summary();

        assertThat(summary.tensors())
                .containsExactly(
                        new TensorSpec("layers.0.weight", List.of(128, 784)),
                        new TensorSpec("layers.0.bias", List.of(128)),
                        new TensorSpec("layers.2.weight", List.of(10, 128)),
                        new TensorSpec("layers.2.bias", List.of(10)));
        // 784 * 128 + 128 + 128 * 10 + 10
        assertThat(summary.parameters()).isEqualTo(101_770);
    }

    @Test
    void everyModuleOfTheTorchNetwork_isCounted_exceptIdentity() {
        ExperimentConfig config = ExperimentConfig.builder()
                .input(ImageShape.of(2, 3, 2))
                .classes(3)
                .layers(dropout(0.1), dense(4).activation(Activation.IDENTITY), dense(5), dropout(0.5))
                .epochs(1)
                .build();

        // Dropout, Linear, Linear, ReLU, Dropout, Linear
        assertThat(config.summary().tensors())
                .extracting(TensorSpec::name)
                .containsExactly(
                        "layers.1.weight",
                        "layers.1.bias",
                        "layers.2.weight",
                        "layers.2.bias",
                        "layers.5.weight",
                        "layers.5.bias");
    }

    @Test
    void text_isAnAlignedTable() {
        assertThat(ExperimentConfig.preset("seed").summary().toText()).isEqualTo("""
                        layer      kind     settings         output       parameters
                        input      input    28x28x1          [28, 28, 1]           0
                        (implied)  flatten                   [784]                 0
                        layers[0]  dense    128 units, relu  [128]           100,480
                        output     softmax  10 classes       [10]              1,290
                        total                                                101,770
                        """);
    }
}
