package org.mnist4j.benchmarks;

import static org.mnist4j.config.Ranges.choices;
import static org.mnist4j.config.Ranges.integers;
import static org.mnist4j.config.Ranges.logUniform;
import static org.mnist4j.config.Ranges.uniform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.RandomSearch;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.sweep.SettingSummary;
import org.mnist4j.sweep.Sweep;
import org.mnist4j.sweep.SweepResult;
import org.mnist4j.train.Trainer;

/**
 * Looks for the best variant of {@code cnn-fast} by a grid, at random and by successive halving, each with the same number of
 * epochs in all. Each search is repeated with other seeds of the search, the split and the initial weights; the chosen variant
 * is trained on all images and measured on the test set once.
 */
public final class SearchComparison {

    private static final int EPOCHS = 9;
    private static final String RATE = "training.optimizer.learningRate";
    private static final String BATCH = "training.batchSize";
    private static final String UNITS = "layers[4].units";
    private static final String DROPOUT = "layers[5].rate";

    private SearchComparison() {}

    /** Arguments: the folder to keep the sweeps in, the number of images, and the number of repetitions. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        ImageDataset images = Mnist.loadTrain().take(Integer.parseInt(args[1]));
        ImageDataset test = Mnist.loadTest();
        System.out.println("seed  search   settings  epochs  held-out    test  chosen");
        for (int seed = 1; seed <= Integer.parseInt(args[2]); seed++) {
            for (Map.Entry<String, Sweep> search : searches(seed).entrySet()) {
                SweepResult result = search.getValue()
                        .parallelTrials(2)
                        .directory(folder.resolve(search.getKey() + "-" + seed))
                        .run(images);
                SettingSummary best = result.best();
                double accuracy = Trainer.of(result.bestConfig())
                        .fit(images)
                        .model()
                        .evaluate(test)
                        .accuracy();
                System.out.printf(
                        Locale.ROOT,
                        "%4d  %-8s %8d  %6d    %.4f  %.4f  %s%n",
                        seed,
                        search.getKey(),
                        result.settings().size(),
                        result.trainedEpochs(),
                        best.mean(),
                        accuracy,
                        best.label());
            }
        }
    }

    /** 12 settings of 9 epochs are 108 epochs; 47 of 1, of which 15 go on to 3 and 5 to 9, are 107. */
    private static Map<String, Sweep> searches(int seed) {
        ExperimentConfig experiment = ExperimentConfig.preset("cnn-fast").toBuilder()
                .epochs(EPOCHS)
                .seed(seed)
                .build();
        Sweep sweep = Sweep.over(experiment).validationFraction(0.25);
        Map<String, Sweep> searches = new LinkedHashMap<>();
        searches.put(
                "grid",
                sweep.grid(RATE, 0.001, 0.004, 0.016).grid(BATCH, 32, 128).grid(DROPOUT, 0.15, 0.45));
        searches.put("random", sweep.random(search(12, seed)));
        searches.put("halving", sweep.random(search(47, seed)).halving(1, 3));
        return searches;
    }

    private static RandomSearch search(int settings, int seed) {
        return RandomSearch.of(settings)
                .seed(seed)
                .range(RATE, logUniform(0.0003, 0.03))
                .range(BATCH, choices(32, 64, 128))
                .range(DROPOUT, uniform(0, 0.6))
                .range(UNITS, integers(32, 256));
    }
}
