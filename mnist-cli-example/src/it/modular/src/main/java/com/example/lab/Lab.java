package com.example.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.onnx.OnnxExport;
import org.mnist4j.onnx.OnnxImport;
import org.mnist4j.report.RunFigures;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunDatasets;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.run.Runs;
import org.mnist4j.serve.PredictionServer;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

/** Writes a run directory with its report, verifies it, exports, imports and serves its model, as a named module. */
public final class Lab {

    private Lab() {}

    public static void main(String[] args) throws Exception {
        ExperimentConfig config =
                ExperimentConfig.preset("seed").toBuilder().epochs(1).build();
        ImageDataset train = Mnist.loadTest().take(2000);
        ImageDataset test = Mnist.loadTrain().take(500);
        try (RunDirectory run = RunDirectory.stage(Path.of("run"), true)) {
            TrainingResult result = Trainer.of(config).fit(train);
            EvaluationReport report = result.model().evaluate(test);
            run.write(result, report, test);
            run.commit();
        }
        Run run = RunFigures.write(Run.open(Path.of("run")), test);
        System.out.println("verdict " + Runs.verify(run, RunDatasets.of(train, test)).verdict());
        System.out.println("report of " + Files.size(Path.of("run", "report.html")) + " bytes");
        OnnxExport.of(run.model()).write(Path.of("model.onnx"));
        System.out.println("the same from ONNX: "
                + OnnxImport.read(Path.of("model.onnx")).metadata().equals(run.model().metadata()));
        try (PredictionServer server = PredictionServer.start(run.model(), 0)) {
            System.out.println("serving " + server.uri().getHost());
        }
    }
}
