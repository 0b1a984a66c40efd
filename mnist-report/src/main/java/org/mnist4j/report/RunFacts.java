package org.mnist4j.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Patience;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.model.Model;
import org.mnist4j.run.RunEnvironment;
import org.mnist4j.run.RunManifest;
import org.mnist4j.train.StopReason;
import org.mnist4j.train.TrainingHistory;

/** The facts of a run that its report ends with: what its manifest records, wherever the report is made. */
final class RunFacts {
    private RunFacts() {}

    static Map<String, String> of(RunManifest manifest, Model model, TrainingHistory history) {
        BuildInfo build = manifest.build();
        RunEnvironment environment = manifest.environment();
        DatasetIdentity training = manifest.data().training();
        DatasetIdentity test = manifest.data().test();
        double seconds = manifest.timings().trainingSeconds();
        long seen = (long) training.images() * history.epochs().size();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("mnist4j", build.version() + ", commit " + build.commit() + (build.dirty() ? " with changes" : ""));
        facts.put("engine", manifest.engine());
        facts.put("seed", Long.toString(manifest.seed()));
        facts.put("training images", Numerals.count(training.images()));
        facts.put("test images", Numerals.count(test.images()) + " (" + test.name() + ")");
        facts.put("epochs", epochs(manifest, model, history));
        facts.put(
                "training time",
                Numerals.decimals(seconds, 2, " s")
                        + (seconds > 0
                                ? ", " + Numerals.count(Math.round(seen / seconds)) + " images per second"
                                : ""));
        facts.put("configuration SHA-256", manifest.configSha256());
        facts.put("test set fingerprint", test.fingerprint());
        facts.put("parameters SHA-256", manifest.parametersSha256());
        facts.put("Java", environment.java());
        facts.put(
                "system",
                environment.os() + " " + environment.arch() + ", " + environment.cpu() + ", " + environment.processors()
                        + " processors");
        return facts;
    }

    private static String epochs(RunManifest manifest, Model model, TrainingHistory history) {
        ExperimentConfig config = manifest.config();
        boolean early = manifest.stopReason().equals(Optional.of(StopReason.EARLY_STOPPED));
        // A model that was restored is that of the best epoch, and knows it.
        boolean restored = config.training().earlyStopping() instanceof Patience patience && patience.restoreBest();
        String best = model.provenance()
                .filter(provenance -> restored)
                .map(provenance ->
                        "; epoch " + Numerals.count(provenance.metrics().epochs()) + " was the best")
                .orElse("");
        return Numerals.count(history.epochs().size())
                + (early ? " of " + Numerals.count(config.training().epochs()) + ", stopped early" : "")
                + best;
    }
}
