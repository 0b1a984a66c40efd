package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Padding;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Any saved model is loaded with the same bits, and saved again with the same bytes. */
class ModelRoundTripTest {

    private static final float[] EDGES = {
        0, -0.0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, Math.nextDown(1f)
    };
    private static final String[] ENDS = {"", " ", "\"", "\\", "\n", "\u0000", "ß", "\uD83D\uDE00", "{\"sha256\":\"0"};

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyModel_savedAndLoaded_hasTheSameBitsAndBytes(long seed) throws IOException {
        Model model = model(RandomStream.of(seed, "test models"));
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        model.save(first);
        Model loaded = Model.load(first);
        loaded.save(second);

        assertThat(loaded.config()).isEqualTo(model.config());
        assertThat(loaded.classNames()).isEqualTo(model.classNames());
        assertThat(bits(loaded)).containsExactly(bits(model));
        assertThat(loaded.parametersSha256()).isEqualTo(model.parametersSha256());
        assertThat(Files.readAllBytes(second)).isEqualTo(Files.readAllBytes(first));
    }

    /** Compares bits: Float.equals treats all NaNs as equal. */
    private static int[] bits(Model model) {
        float[] parameters = model.parameters();
        return IntStream.range(0, parameters.length)
                .map(i -> Float.floatToRawIntBits(parameters[i]))
                .toArray();
    }

    private static Model model(RandomStream random) {
        List<Layer> layers = new ArrayList<>();
        if (random.nextInt(2) == 0) {
            layers.add(conv2d(1 + random.nextInt(3), 1 + random.nextInt(3)).padding(Padding.SAME));
            layers.add(batchNorm());
        }
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            Activation activation = Activation.values()[random.nextInt(Activation.values().length)];
            layers.add(
                    random.nextInt(4) == 0
                            ? dropout(random.nextDouble())
                            : dense(1 + random.nextInt(9)).activation(activation));
        }
        ExperimentConfig config = ExperimentConfig.builder()
                .name("model" + ENDS[random.nextInt(3)])
                .seed(random.nextLong())
                .input(ImageShape.of(1 + random.nextInt(5), 1 + random.nextInt(5), 1 + random.nextInt(4)))
                .classes(2 + random.nextInt(9))
                .layers(layers)
                .epochs(1)
                .build();
        List<String> classNames = IntStream.range(0, config.classes())
                .mapToObj(c -> c + ENDS[random.nextInt(ENDS.length)])
                .toList();
        float[] parameters = new float[(int) config.summary().values()];
        int at = 0;
        for (TensorSpec tensor : config.summary().tensors()) {
            boolean variance = tensor.name().endsWith(".running_var");
            for (int i = 0; i < tensor.size(); i++) {
                float number = random.nextInt(3) == 0
                        ? EDGES[random.nextInt(EDGES.length)]
                        : (float) (random.nextDouble() - 0.5);
                parameters[at++] = variance ? Math.abs(number) : number;
            }
        }
        return Model.of(config, classNames, parameters);
    }
}
