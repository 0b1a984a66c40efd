package org.mnist4j.engine;

import java.util.List;
import org.mnist4j.config.Averagings;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.GradientClippings;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageDataset;

/**
 * Recomputes the running statistics of batch normalization for parameters that were never trained together, such as an
 * average (Izmailov et al. 2018): one forward pass over the training images, without augmentation and dropout and
 * shuffled by the experiment's seed, with each batch weighted by its share of the images so far.
 */
public final class FreshStatistics {

    private FreshStatistics() {}

    /**
     * Returns the parameters with fresh statistics, the same bits at any number of threads, or the same array for a
     * network without batch normalization.
     *
     * @param parameters such as an average, in the layout of {@link TrainingEngine#parameters()}; handed over
     * @param images the training images
     */
    public static float[] compute(ExperimentConfig config, float[] parameters, ImageDataset images, int threads) {
        if (config.layers().stream().noneMatch(BatchNorm.class::isInstance)) {
            return parameters;
        }
        List<Layer> layers = config.layers().stream()
                .filter(layer -> !(layer instanceof Dropout))
                .toList();
        ExperimentConfig plain = config.toBuilder()
                .layers(layers)
                .augmentation(List.of())
                .averaging(Averagings.noAveraging())
                .gradientClipping(GradientClippings.noClipping())
                .build();
        EngineState state = EngineState.initial(
                parameters, ParameterUpdate.of(plain.training().optimizer()));
        try (JavaEngine engine = new JavaEngine(plain, state, threads)) {
            return engine.measureStatistics(images);
        }
    }
}
