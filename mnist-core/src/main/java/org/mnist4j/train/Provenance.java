package org.mnist4j.train;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.model.TrainingMetrics;

/** What a finished training tells its model about itself. */
final class Provenance {

    private Provenance() {}

    static ModelProvenance of(String engine, ImageDataset train, List<EpochMetrics> epochs) {
        EpochMetrics last = epochs.get(epochs.size() - 1);
        return new ModelProvenance(
                BuildInfo.current(),
                engine,
                storable(train.name()),
                train.fingerprint(),
                train.size(),
                new TrainingMetrics(
                        last.epoch(),
                        last.trainingLoss(),
                        last.trainingAccuracy(),
                        last.validationLoss(),
                        last.validationAccuracy()));
    }

    /** A data set may be called anything; a name that no file can keep must not end a training. */
    private static String storable(String name) {
        // Encoding makes a question mark of half a surrogate pair, so cutting may come first.
        String start = name.strip();
        start = start.substring(0, Math.min(ModelProvenance.MAX_TEXT, start.length()));
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
