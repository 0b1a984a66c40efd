package org.mnist4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.report.Figure;
import org.mnist4j.report.Figures;
import org.mnist4j.report.HtmlReport;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.train.TrainingResult;

/** The part of a run directory that is for people. */
final class RunFigures {

    static final String REPORT = "report.html";

    private RunFigures() {}

    static void write(RunDirectory run, TrainingResult result, EvaluationReport evaluation, ImageDataset test) {
        Figure confusionMatrix = Figures.confusionMatrix(evaluation);
        confusionMatrix.writePng(run.file("confusion-matrix.png"));
        confusionMatrix.writeSvg(run.file("confusion-matrix.svg"));
        Figures.predictions(test, evaluation.predictions()).writePng(run.file("predictions.png"));
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
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("mnist4j", Version.library());
        facts.put("engine", result.engine());
        facts.put("training images", Integer.toString(result.trainingImages()));
        facts.put("test images", test.size() + " (" + test.name() + ")");
        facts.put("configuration SHA-256", result.config().sha256());
        facts.put("parameters SHA-256", result.model().parametersSha256());
        facts.put("Java", Version.java());
        facts.put("system", Version.system());
        return facts;
    }
}
