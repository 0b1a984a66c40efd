package org.mnist4j.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.train.StopReason;
import org.mnist4j.train.TrainingResult;

/** The human-readable part of a run directory: the figures and the report. */
public final class RunFigures {

    /** The report, beside the figures. */
    public static final String REPORT = "report.html";

    private RunFigures() {}

    /**
     * Writes {@code confusion-matrix}, {@code confusion-matrix-normalized}, {@code learning-curves} and {@code
     * reliability} as {@code .png} and {@code .svg}, {@code predictions.png}, {@code mistakes.png}, {@code
     * first-layer-weights.png} where the first layer is dense or a convolution, {@code architecture.svg} and {@code
     * report.html} into a run directory that is not yet committed.
     *
     * @param run the directory
     * @param result the training result
     * @param evaluation the model's evaluation on the test images
     * @param test the test images, in the order of the evaluation
     * @throws ReportFileException if a file cannot be written
     */
    public static void write(RunDirectory run, TrainingResult result, EvaluationReport evaluation, ImageDataset test) {
        both(run, "confusion-matrix", Figures.confusionMatrix(evaluation));
        both(run, "confusion-matrix-normalized", Figures.normalizedConfusionMatrix(evaluation));
        both(run, "learning-curves", Figures.learningCurves(result.history()));
        both(run, "reliability", Figures.reliability(evaluation));
        Figures.predictions(test, evaluation.predictions()).writePng(run.file("predictions.png"));
        Figures.mistakes(test, evaluation.predictions()).writePng(run.file("mistakes.png"));
        Figures.architecture(result.config()).writeSvg(run.file("architecture.svg"));
        if (WeightsFigure.layer(result.model()).isPresent()) {
            Figures.firstLayerWeights(result.model()).writePng(run.file("first-layer-weights.png"));
        }
        HtmlReport.builder()
                .config(result.config())
                .history(result.history())
                .evaluation(evaluation)
                .test(test)
                .model(result.model())
                .trainingSeconds(result.trainingSeconds())
                .facts(facts(result, test))
                .build()
                .write(run.file(REPORT));
    }

    private static void both(RunDirectory run, String name, Figure figure) {
        figure.writePng(run.file(name + ".png"));
        figure.writeSvg(run.file(name + ".svg"));
    }

    private static String epochs(TrainingResult result) {
        String done = Numerals.count(result.history().epochs().size());
        if (result.bestEpoch().isEmpty()) {
            return done;
        }
        boolean early = result.stopReason() == StopReason.EARLY_STOPPED;
        return done
                + (early ? " of " + Numerals.count(result.config().training().epochs()) + ", stopped early" : "")
                + "; epoch " + Numerals.count(result.bestEpoch().getAsInt()) + " was the best";
    }

    private static Map<String, String> facts(TrainingResult result, ImageDataset test) {
        BuildInfo build = BuildInfo.current();
        double seconds = result.trainingSeconds();
        long seen = (long) result.trainingImages() * result.history().epochs().size();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("mnist4j", build.version() + ", commit " + build.commit() + (build.dirty() ? " with changes" : ""));
        facts.put("engine", result.engine());
        facts.put("seed", Long.toString(result.config().seed()));
        facts.put("training images", Numerals.count(result.trainingImages()));
        facts.put("test images", Numerals.count(test.size()) + " (" + test.name() + ")");
        facts.put("epochs", epochs(result));
        facts.put(
                "training time",
                Numerals.decimals(seconds, 2, " s")
                        + (seconds > 0
                                ? ", " + Numerals.count(Math.round(seen / seconds)) + " images per second"
                                : ""));
        facts.put("configuration SHA-256", result.config().sha256());
        facts.put("test set fingerprint", test.fingerprint());
        facts.put("parameters SHA-256", result.model().parametersSha256());
        facts.put("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        return facts;
    }
}
