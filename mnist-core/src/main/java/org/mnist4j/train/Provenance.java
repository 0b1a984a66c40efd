package org.mnist4j.train;

import java.util.List;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.model.TrainingMetrics;
import org.mnist4j.storage.PrintableText;

/** Creates the provenance of a trained model. */
final class Provenance {

    private Provenance() {}

    static ModelProvenance of(String engine, ImageDataset train, List<EpochMetrics> epochs) {
        EpochMetrics last = epochs.get(epochs.size() - 1);
        return new ModelProvenance(
                BuildInfo.current(),
                engine,
                // A name must not make the training fail.
                PrintableText.storable(train.name(), ModelProvenance.MAX_TEXT),
                train.fingerprint(),
                train.size(),
                new TrainingMetrics(
                        last.epoch(),
                        last.trainingLoss(),
                        last.trainingAccuracy(),
                        last.validationLoss(),
                        last.validationAccuracy()));
    }
}
