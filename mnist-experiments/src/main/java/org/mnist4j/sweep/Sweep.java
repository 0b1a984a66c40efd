package org.mnist4j.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.GridAxis;
import org.mnist4j.config.Halving;
import org.mnist4j.config.Metric;
import org.mnist4j.config.RandomSearch;
import org.mnist4j.config.SweepConfig;
import org.mnist4j.data.ImageDataset;

/**
 * Trains every variant of an experiment with every seed and compares them on held-out images.
 *
 * <pre>{@code
 * SweepResult result = Sweep.over(config)
 *         .grid("training.optimizer.learningRate", 1e-3, 3e-3)
 *         .seeds(1, 2, 3)
 *         .run(mnist.train());
 * System.out.println(result.toText());
 * }</pre>
 *
 * <p>A sweep is an immutable value. The result of a trial depends only on its configuration and the data, not on how
 * many run at once. A sweep does not use the test set: choose by the held-out images, and evaluate the chosen variant on
 * the test set once.
 */
public final class Sweep {

    private final SweepConfig config;
    private final int parallelTrials;
    private final @Nullable TrialExecutor executor;
    private final @Nullable Path directory;
    private final Consumer<TrialOutcome> listener;

    private Sweep(
            SweepConfig config,
            int parallelTrials,
            @Nullable TrialExecutor executor,
            @Nullable Path directory,
            Consumer<TrialOutcome> listener) {
        this.config = config;
        this.parallelTrials = parallelTrials;
        this.executor = executor;
        this.directory = directory;
        this.listener = listener;
    }

    /** A sweep with the experiment's own seed and nothing to vary yet. */
    public static Sweep over(ExperimentConfig experiment) {
        return of(SweepConfig.of(experiment));
    }

    /** A sweep with the given configuration. */
    public static Sweep of(SweepConfig config) {
        return new Sweep(config, Runtime.getRuntime().availableProcessors(), null, null, outcome -> {});
    }

    /**
     * This sweep with one more value to vary.
     *
     * @param path the path of the value, for instance {@code training.optimizer.learningRate} or {@code layers[0].units}
     * @param values the values to try: numbers, texts, choices such as {@code RELU}, or parts such as {@code sgd(0.1)}
     * @throws org.mnist4j.config.ConfigException if there is no such path, or a variant is not valid
     */
    public Sweep grid(String path, Object... values) {
        List<GridAxis> more = new ArrayList<>(config.grid());
        more.add(GridAxis.of(path, values));
        return with(config.grid(more));
    }

    /**
     * This sweep with settings drawn at random, instead of a grid, for instance {@code
     * RandomSearch.of(30).range("training.optimizer.learningRate", Ranges.logUniform(1e-4, 1e-1))}.
     *
     * @throws org.mnist4j.config.ConfigException if there is no such path, or a setting is not valid
     */
    public Sweep random(RandomSearch search) {
        return with(config.random(search));
    }

    /**
     * This sweep by successive halving: all settings are trained for few epochs, the best of them for more, and so on. The
     * learning rates are those of a training of all epochs from the first on, and a setting goes on from its checkpoint, so that
     * what is trained to the end is to the bit what it would be without halving.
     *
     * @param minEpochs the fewest epochs of a rung, 1 or more
     * @param factor the best of so many settings goes on, for so many times the epochs; 2 or more
     * @throws org.mnist4j.config.ConfigException if there is no rung before the last, or the settings differ in their epochs
     */
    public Sweep halving(int minEpochs, int factor) {
        return with(config.halving(new Halving(minEpochs, factor)));
    }

    /**
     * This sweep with these seeds for every setting.
     *
     * @throws org.mnist4j.config.ConfigException if there are none, or one is duplicated
     */
    public Sweep seeds(long... seeds) {
        return with(config.seeds(Arrays.stream(seeds).boxed().toList()));
    }

    /**
     * This sweep with another fraction of the training images held out; 0.1 by default.
     *
     * @throws org.mnist4j.config.ConfigException if it is not between 0 and 1, exclusive
     */
    public Sweep validationFraction(double fraction) {
        return with(config.validationFraction(fraction));
    }

    /** This sweep that compares the variants by another metric; accuracy by default. */
    public Sweep metric(Metric metric) {
        return with(config.metric(metric));
    }

    private Sweep with(SweepConfig newConfig) {
        return new Sweep(newConfig, parallelTrials, executor, directory, listener);
    }

    /**
     * This sweep with another number of trials at a time, each on its share of the processors; by default one trial per
     * processor.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Sweep parallelTrials(int trials) {
        TrialExecutor.local(trials);
        return new Sweep(config, trials, executor, directory, listener);
    }

    /** This sweep with its trials run by another executor. */
    public Sweep executor(TrialExecutor newExecutor) {
        return new Sweep(config, parallelTrials, newExecutor, directory, listener);
    }

    /**
     * This sweep with a folder that keeps every finished trial, the tables and the best experiment. Trials found there, of
     * the same configuration on the same images, are not run again: an interrupted sweep resumes, and one with
     * more values or seeds runs only those.
     */
    public Sweep directory(Path newDirectory) {
        return new Sweep(config, parallelTrials, executor, newDirectory, listener);
    }

    /**
     * This sweep with one more listener, which receives every outcome, one at a time, starting with those found in the folder; with
     * halving, rung by rung.
     */
    public Sweep listener(Consumer<TrialOutcome> newListener) {
        return new Sweep(config, parallelTrials, executor, directory, listener.andThen(newListener));
    }

    /** The configuration of the sweep. */
    public SweepConfig config() {
        return config;
    }

    /** All trials: the settings in the order of the grid or of the draws, and for each of them the seeds. */
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Map<String, String> settings : config.combinations()) {
            for (long seed : config.seeds()) {
                Map<String, String> values = new LinkedHashMap<>(settings);
                values.put("seed", Long.toString(seed));
                trials.add(new Trial(
                        trials.size() + 1, settings, config.experiment().withValues(values)));
            }
        }
        return trials;
    }

    /**
     * Holds out {@link SweepConfig#validationFraction()} of the images, stratified by class and the same for every
     * trial, and runs all trials on the rest.
     *
     * @throws IllegalArgumentException if the images do not fit the experiment
     * @throws java.io.UncheckedIOException if the folder cannot be used
     * @throws CancellationException if the thread is interrupted; finished trials are kept in the folder
     */
    public SweepResult run(ImageDataset images) {
        return run(SweepData.holdOut(images, config));
    }

    /** As {@link #run(ImageDataset)}, with a separate validation set. */
    public SweepResult run(ImageDataset train, ImageDataset validation) {
        return run(new SweepData(train, validation));
    }

    private SweepResult run(SweepData data) {
        TrialExecutor chosen = executor == null ? TrialExecutor.local(parallelTrials) : executor;
        return new SweepRun(config, data, chosen, directory, listener).run(trials());
    }
}
