package org.mnist4j.train;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The metrics of each epoch of a run.
 *
 * @param epochs the epochs in order
 */
public record TrainingHistory(List<EpochMetrics> epochs) {

    /** Copies the list. */
    public TrainingHistory {
        epochs = List.copyOf(epochs);
    }

    /** Returns one line per epoch after a header line; cells are empty without a validation set. */
    public String toCsv() {
        StringBuilder csv =
                new StringBuilder("epoch,trainingLoss,trainingAccuracy,validationLoss,validationAccuracy,seconds\n");
        for (EpochMetrics epoch : epochs) {
            csv.append(epoch.epoch())
                    .append(',')
                    .append(epoch.trainingLoss())
                    .append(',')
                    .append(epoch.trainingAccuracy())
                    .append(',')
                    .append(cell(epoch.validationLoss()))
                    .append(',')
                    .append(cell(epoch.validationAccuracy()))
                    .append(',')
                    .append(epoch.seconds())
                    .append('\n');
        }
        return csv.toString();
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }

    /** Returns one line per epoch. */
    @Override
    public String toString() {
        return epochs.stream().map(EpochMetrics::toString).collect(Collectors.joining("\n"));
    }
}
