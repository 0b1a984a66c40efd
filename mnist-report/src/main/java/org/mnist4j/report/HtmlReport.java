package org.mnist4j.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.robustness.RobustnessReport;
import org.mnist4j.storage.AtomicFile;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingHistory;

/**
 * One HTML page about a run: its scores, figures, tables, configuration and facts.
 *
 * <p>The page is a single file that loads nothing and runs no script; its content security policy forbids both. It follows
 * the reader's light or dark theme, fits on a phone and can be printed. Each cell of the confusion matrix links to images of
 * its pair, and tables repeat the data of the figures. Images are reduced and tables shortened to keep the page below 2 MB.
 * All text is escaped, so names may contain any characters.
 *
 * <pre>{@code
 * HtmlReport.builder()
 *     .config(result.config())
 *     .history(result.history())
 *     .evaluation(report)
 *     .test(mnist.test())
 *     .model(result.model())
 *     .fact("java", System.getProperty("java.version"))
 *     .build()
 *     .write(Path.of("report.html"));
 * }</pre>
 */
public final class HtmlReport {
    private final ExperimentConfig config;
    private final TrainingHistory history;
    private final EvaluationReport evaluation;
    private final ImageDataset test;
    private final @Nullable Model model;
    private final @Nullable RobustnessReport robustness;
    private final double trainingSeconds;
    private final Map<String, String> facts;

    private HtmlReport(Builder builder) {
        this.config = require("config", builder.config);
        this.history = require("history", builder.history);
        this.evaluation = require("evaluation", builder.evaluation);
        this.test = require("test", builder.test);
        Figures.requireSame(test, evaluation.predictions());
        this.model = builder.model;
        if (model != null && !model.config().summary().equals(config.summary())) {
            throw new IllegalArgumentException("model: expected the network of config, "
                    + config.summary().parameters() + " parameters, was one of "
                    + model.config().summary().parameters() + "; pass the model that this run trained");
        }
        this.robustness = builder.robustness;
        if (robustness != null && !robustness.testFingerprint().equals(test.fingerprint())) {
            throw new IllegalArgumentException("robustness: expected that on " + test.name() + " with fingerprint "
                    + test.fingerprint() + ", was on " + robustness.testName() + " with "
                    + robustness.testFingerprint() + "; measure it on the report's test images");
        }
        this.trainingSeconds = Double.isNaN(builder.trainingSeconds)
                ? history.epochs().stream().mapToDouble(EpochMetrics::seconds).sum()
                : builder.trainingSeconds;
        this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(builder.facts));
    }

    /** Starts a report; config, history, evaluation and test are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** The page as HTML 5; equal reports give equal text on the same JDK. */
    public String toHtml() {
        return new HtmlPage(this).toString();
    }

    /**
     * Writes the page as UTF-8; an existing file is replaced only once the new one is complete.
     *
     * @throws ReportFileException if the file cannot be written
     */
    public void write(Path file) {
        byte[] html = toHtml().getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.writeCreatingFolders(file, html);
        } catch (IOException e) {
            throw ReportFileException.of(file, e);
        }
    }

    ExperimentConfig config() {
        return config;
    }

    TrainingHistory history() {
        return history;
    }

    EvaluationReport evaluation() {
        return evaluation;
    }

    ImageDataset test() {
        return test;
    }

    Optional<Model> model() {
        return Optional.ofNullable(model);
    }

    Optional<RobustnessReport> robustness() {
        return Optional.ofNullable(robustness);
    }

    double trainingSeconds() {
        return trainingSeconds;
    }

    Map<String, String> facts() {
        return facts;
    }

    @Override
    public String toString() {
        return "HtmlReport[" + config.name() + ", " + evaluation.confusionMatrix() + "]";
    }

    private static <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("HtmlReport: " + field + " is missing; call builder." + field + "(...)");
        }
        return value;
    }

    /** Builds a report. */
    public static final class Builder {
        private @Nullable ExperimentConfig config;
        private @Nullable TrainingHistory history;
        private @Nullable EvaluationReport evaluation;
        private @Nullable ImageDataset test;
        private @Nullable Model model;
        private @Nullable RobustnessReport robustness;
        private double trainingSeconds = Double.NaN;
        private final Map<String, String> facts = new LinkedHashMap<>();

        private Builder() {}

        /** The experiment that was run. */
        public Builder config(ExperimentConfig newConfig) {
            this.config = Objects.requireNonNull(newConfig, "config");
            return this;
        }

        /** The metrics of each epoch; may be empty. */
        public Builder history(TrainingHistory newHistory) {
            this.history = Objects.requireNonNull(newHistory, "history");
            return this;
        }

        /** The model's scores on the test images. */
        public Builder evaluation(EvaluationReport newEvaluation) {
            this.evaluation = Objects.requireNonNull(newEvaluation, "evaluation");
            return this;
        }

        /** The evaluated images, in the same order. */
        public Builder test(ImageDataset newTest) {
            this.test = Objects.requireNonNull(newTest, "test");
            return this;
        }

        /** The trained network; without this call, the report omits the figure of the first layer's weights. */
        public Builder model(Model newModel) {
            this.model = Objects.requireNonNull(newModel, "model");
            return this;
        }

        /** The accuracy on perturbed test images; without this call, the report has no section on robustness. */
        public Builder robustness(RobustnessReport newRobustness) {
            this.robustness = Objects.requireNonNull(newRobustness, "robustness");
            return this;
        }

        /**
         * The training time; without this call, the sum over the epochs.
         *
         * @param seconds 0 or more
         * @throws IllegalArgumentException if seconds is negative or not finite
         */
        public Builder trainingSeconds(double seconds) {
            if (!(seconds >= 0) || Double.isInfinite(seconds)) {
                throw new IllegalArgumentException("trainingSeconds: expected 0 or more, was " + seconds);
            }
            this.trainingSeconds = seconds;
            return this;
        }

        /** Adds one fact about the run, such as the JDK's version; facts are shown in the order of the calls. */
        public Builder fact(String name, String value) {
            facts.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Adds facts about the run, shown in the map's order. */
        public Builder facts(Map<String, String> newFacts) {
            newFacts.forEach(this::fact);
            return this;
        }

        /**
         * Creates the report.
         *
         * @throws IllegalStateException if a required part is missing
         * @throws IllegalArgumentException if the evaluation is of other images (other size, classes or labels), the robustness is
         *     on others, or the model
         *     has another architecture than the experiment
         */
        public HtmlReport build() {
            return new HtmlReport(this);
        }
    }
}
