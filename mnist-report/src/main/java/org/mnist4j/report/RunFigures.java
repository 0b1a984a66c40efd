package org.mnist4j.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.train.TrainingResult;

/** The part of a run directory that is for people: its pictures and the report. */
public final class RunFigures {

    /** The page that holds everything, beside the pictures. */
    public static final String REPORT = "report.html";

    private RunFigures() {}

    /**
     * Writes {@code confusion-matrix.png} and {@code .svg}, {@code predictions.png}, {@code mistakes.png}, {@code
     * architecture.svg} and {@code report.html} into a run directory that is not yet committed.
     *
     * @param run the directory
     * @param result what training left
     * @param evaluation what the model says about the test images
     * @param test the test images, in the order of the evaluation
     * @throws ReportFileException if a file cannot be written
     */
    public static void write(RunDirectory run, TrainingResult result, EvaluationReport evaluation, ImageDataset test) {
        Figure confusionMatrix = Figures.confusionMatrix(evaluation);
        confusionMatrix.writePng(run.file("confusion-matrix.png"));
        confusionMatrix.writeSvg(run.file("confusion-matrix.svg"));
        Figures.predictions(test, evaluation.predictions()).writePng(run.file("predictions.png"));
        Figures.mistakes(test, evaluation.predictions()).writePng(run.file("mistakes.png"));
        Figures.architecture(result.config()).writeSvg(run.file("architecture.svg"));
        HtmlReport.builder()
                .config(result.config())
                .history(result.history())
                .evaluation(evaluation)
                .test(test)
                .trainingSeconds(result.trainingSeconds())
                .facts(facts(result, test))
                .build()
                .write(run.file(REPORT));
    }

    private static Map<String, String> facts(TrainingResult result, ImageDataset test) {
        @Nullable String version = RunFigures.class.getPackage().getImplementationVersion();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("mnist4j", version == null ? "(not from a jar)" : version);
        facts.put("engine", result.engine());
        facts.put("training images", Integer.toString(result.trainingImages()));
        facts.put("test images", test.size() + " (" + test.name() + ")");
        facts.put("configuration SHA-256", result.config().sha256());
        facts.put("parameters SHA-256", result.model().parametersSha256());
        facts.put("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return facts;
    }
}
