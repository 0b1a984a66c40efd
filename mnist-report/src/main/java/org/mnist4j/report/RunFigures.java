package org.mnist4j.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.robustness.RobustnessReport;
import org.mnist4j.run.FigureFiles;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.train.TrainingHistory;

/** The human-readable part of a run directory: the figures and the report. */
public final class RunFigures {

    /** The report, beside the figures. */
    public static final String REPORT = "report.html";

    private RunFigures() {}

    /** {@code write(run, run.report(), test)}. */
    public static Run write(Run run, ImageDataset test) {
        return write(run, run.report(), test);
    }

    /**
     * Writes {@code confusion-matrix}, {@code confusion-matrix-normalized}, {@code learning-curves}, {@code
     * reliability} and {@code selective-accuracy} as {@code .png} and {@code .svg}, {@code predictions.png}, {@code mistakes.png}, {@code
     * first-layer-weights.png} where the first layer is dense or a convolution, {@code architecture.svg} and {@code
     * report.html} into the directory of a finished run, and lists them in its manifest; nothing else changes.
     *
     * <p>The same run gives the same files on the same JDK. One that cannot be made, even for want of memory, does not
     * keep the others from being written.
     *
     * @param run the run
     * @param evaluation the run's evaluation, as {@link Run#report()} reads it
     * @param test the run's test images
     * @return the run with the manifest that lists the files
     * @throws IllegalArgumentException if the images or the evaluation are not those of the run
     * @throws MissingFiguresException if some of the files cannot be made or written
     * @throws org.mnist4j.run.RunFormatException if the run's model or history is missing or was changed
     * @throws org.mnist4j.run.RunDirectoryException if the run was replaced in the meantime, or its manifest cannot be
     *     written
     */
    public static Run write(Run run, EvaluationReport evaluation, ImageDataset test) {
        requireOwn(run, evaluation, test);
        return write(run, makers(run, evaluation, test, run.robustness()));
    }

    /**
     * Like {@link #write(Run, EvaluationReport, ImageDataset)}, and writes {@code robustness.json}, from which the report is made in
     * later calls too, and {@code robustness.png} and {@code .svg}.
     *
     * @param robustness of the run's model on its test images
     * @throws IllegalArgumentException if it is that of another model or on other images
     */
    public static Run write(Run run, EvaluationReport evaluation, ImageDataset test, RobustnessReport robustness) {
        requireOwn(run, evaluation, test);
        run.requireOwn(robustness);
        return write(run, makers(run, evaluation, test, Optional.of(robustness)));
    }

    private static void requireOwn(Run run, EvaluationReport evaluation, ImageDataset test) {
        String expected = run.manifest().data().test().fingerprint();
        if (!test.fingerprint().equals(expected)) {
            throw new IllegalArgumentException("test: expected the images of the run, "
                    + run.manifest().data().test().name() + " with fingerprint " + expected + ", was " + test.name()
                    + " with " + test.fingerprint());
        }
        Figures.requireSame(test, evaluation.predictions());
    }

    /** Writes what can be made. */
    static Run write(Run run, Map<String, Callable<byte[]>> makers) {
        Map<String, byte[]> made = new LinkedHashMap<>();
        Map<String, Throwable> failures = new LinkedHashMap<>();
        makers.forEach((name, maker) -> {
            try {
                made.put(name, maker.call());
            } catch (Throwable e) {
                // An Error too: what is too large for the memory must not cost the other figures.
                failures.put(name, e);
            }
        });
        Map<String, IOException> unwritten = FigureFiles.write(run, made);
        failures.putAll(unwritten);
        if (!failures.isEmpty()) {
            List<String> names = List.copyOf(failures.keySet());
            throw new MissingFiguresException(run.directory(), names, failures.get(names.get(0)));
        }
        return Run.open(run.directory());
    }

    /** How each file is made, by its name. */
    private static Map<String, Callable<byte[]>> makers(
            Run run, EvaluationReport evaluation, ImageDataset test, Optional<RobustnessReport> robustness) {
        Model model = run.model();
        TrainingHistory history = run.history();
        Map<String, Callable<byte[]>> makers = new LinkedHashMap<>();
        both(makers, "confusion-matrix", () -> Figures.confusionMatrix(evaluation));
        both(makers, "confusion-matrix-normalized", () -> Figures.normalizedConfusionMatrix(evaluation));
        both(makers, "learning-curves", () -> Figures.learningCurves(history));
        both(makers, "reliability", () -> Figures.reliability(evaluation));
        both(makers, "selective-accuracy", () -> Figures.selectiveAccuracy(evaluation));
        makers.put(
                "predictions.png",
                () -> Figures.predictions(test, evaluation.predictions()).toPng());
        makers.put(
                "mistakes.png",
                () -> Figures.mistakes(test, evaluation.predictions()).toPng());
        makers.put(
                "architecture.svg",
                () -> utf8(Figures.architecture(run.config()).toSvg()));
        if (WeightsFigure.layer(model).isPresent()) {
            makers.put(
                    "first-layer-weights.png",
                    () -> Figures.firstLayerWeights(model).toPng());
        }
        robustness.ifPresent(measured -> {
            makers.put(RunDirectory.ROBUSTNESS, () -> utf8(measured.toJson()));
            both(makers, "robustness", () -> Figures.robustness(measured, test));
        });
        makers.put(REPORT, () -> utf8(report(run, model, history, evaluation, test, robustness)));
        return makers;
    }

    private static void both(Map<String, Callable<byte[]>> makers, String name, Callable<Figure> figure) {
        makers.put(name + ".png", () -> figure.call().toPng());
        makers.put(name + ".svg", () -> utf8(figure.call().toSvg()));
    }

    private static String report(
            Run run,
            Model model,
            TrainingHistory history,
            EvaluationReport evaluation,
            ImageDataset test,
            Optional<RobustnessReport> robustness) {
        HtmlReport.Builder report = HtmlReport.builder()
                .config(run.config())
                .history(history)
                .evaluation(evaluation)
                .test(test)
                .model(model)
                .trainingSeconds(run.manifest().timings().trainingSeconds())
                .facts(RunFacts.of(run.manifest(), model, history));
        robustness.ifPresent(report::robustness);
        return report.build().toHtml();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
