package org.mnist4j.train;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.model.TrainingMetrics;

/** Creates the provenance of a trained model. */
final class Provenance {

    private Provenance() {}

    static ModelProvenance of(String engine, ImageDataset train, List<EpochMetrics> epochs) {
        EpochMetrics last = epochs.get(epochs.size() - 1);
        return new ModelProvenance(
                BuildInfo.current(),
                engine,
                storableName(train.name()),
                train.fingerprint(),
                train.size(),
                new TrainingMetrics(
                        last.epoch(),
                        last.trainingLoss(),
                        last.trainingAccuracy(),
                        last.validationLoss(),
                        last.validationAccuracy()));
    }

    /** Makes any data set name storable in a model file, so that training does not fail because of the name. */
    private static String storableName(String name) {
        // Encoding replaces half a surrogate pair by a question mark, so truncating first is safe.
        String start = name.strip();
        start = start.substring(0, Math.min(ModelProvenance.MAX_TEXT, start.length()));
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
