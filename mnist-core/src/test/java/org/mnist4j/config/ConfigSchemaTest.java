package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageShape;

/** Names in JSON never change: a change here would break existing files. */
class ConfigSchemaTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Layer.class,
                Optimizer.class,
                Loss.class,
                Schedule.class,
                GradientClipping.class,
                Averaging.class,
                EarlyStopping.class,
                Augmentation.class
            })
    void everyVariant_isARecordWithAUniqueTypeName(Class<?> sealedType) {
        List<Class<?>> variants = List.of(sealedType.getPermittedSubclasses());

        assertThat(variants)
                .isNotEmpty()
                .allMatch(Class::isRecord)
                .allMatch(variant -> variant.isAnnotationPresent(JsonTypeName.class));
        assertThat(ConfigSchema.variants(sealedType)).hasSameSizeAs(variants);
    }

    @Test
    void typeNames_areTheGoldenOnes() {
        assertThat(ConfigSchema.variants(Layer.class).keySet())
                .containsExactly(
                        "dense",
                        "conv2d",
                        "maxPool2d",
                        "avgPool2d",
                        "globalAvgPool",
                        "batchNorm",
                        "flatten",
                        "dropout");
        assertThat(ConfigSchema.variants(Optimizer.class).keySet()).containsExactly("adam", "adamW", "sgd", "rmsProp");
        assertThat(ConfigSchema.variants(Schedule.class).keySet())
                .containsExactly("constant", "step", "cosine", "oneCycle");
        assertThat(ConfigSchema.variants(GradientClipping.class).keySet()).containsExactly("none", "norm");
        assertThat(ConfigSchema.variants(Averaging.class).keySet()).containsExactly("none", "ema", "lastEpochs");
        assertThat(ConfigSchema.variants(EarlyStopping.class).keySet()).containsExactly("none", "patience");
        assertThat(ConfigSchema.names(Metric.class).keySet()).containsExactly("loss", "accuracy", "macroF1");
        assertThat(ConfigSchema.variants(Loss.class).keySet()).containsExactly("crossEntropy");
        assertThat(ConfigSchema.variants(Augmentation.class).keySet())
                .containsExactly(
                        "affine",
                        "elastic",
                        "horizontalFlip",
                        "randomErasing",
                        "strokeWidth",
                        "redraw",
                        "noise",
                        "blur",
                        "contrast",
                        "lines");
    }

    @Test
    void enumNames_areTheGoldenOnes() {
        assertThat(ConfigSchema.names(Activation.class).keySet())
                .containsExactly("relu", "tanh", "sigmoid", "leakyRelu", "identity");
        assertThat(ConfigSchema.names(Initializer.class).keySet())
                .containsExactly("heNormal", "heUniform", "xavier", "fanInUniform");
        assertThat(ConfigSchema.names(Padding.class).keySet()).containsExactly("valid", "same");
        assertThat(ConfigSchema.names(EngineChoice.class).keySet()).containsExactly("auto", "java", "dl4j");
    }

    @Test
    void everyField_isDescribed() {
        assertThat(ConfigRecords.all()).hasSizeGreaterThan(25).contains(ImageShape.class, Conv2d.class, Patience.class);
        for (Class<?> record : ConfigRecords.all()) {
            for (RecordComponent component : record.getRecordComponents()) {
                assertThat(ConfigSchema.description(component))
                        .as("%s", component)
                        .isNotNull()
                        .extracting(Describe::value)
                        .asString()
                        .isNotBlank();
            }
        }
    }

    @Test
    void boundsOfTheImageShape_matchImageShape() {
        double[] largest = Arrays.stream(ImageShape.class.getRecordComponents())
                .mapToDouble(component -> ConfigSchema.description(component).max())
                .toArray();

        assertThat(ImageShape.of((int) largest[0], (int) largest[1], (int) largest[2]))
                .hasToString("4096x4096x4");
        assertThatThrownBy(() -> ImageShape.of(4097, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageShape.of(1, 4097, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageShape.of(1, 1, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
