package org.mnist4j.train;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ready-made listeners. */
public final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger("org.mnist4j.train");

    private Listeners() {}

    /** Logs one line per epoch at level INFO to the SLF4J logger {@code org.mnist4j.train}. */
    public static TrainingListener logEpochs() {
        return epochLines(LOG::info);
    }

    /** Passes one line per epoch to the consumer, for example {@code System.out::println}. */
    public static TrainingListener epochLines(Consumer<String> consumer) {
        return new TrainingListener() {
            private int epochs;

            @Override
            public void onTrainingStart(TrainingStart start) {
                epochs = start.config().training().epochs();
            }

            @Override
            public void onEpochEnd(EpochMetrics epoch) {
                consumer.accept(epoch.line("epoch " + epoch.epoch() + "/" + epochs));
            }
        };
    }
}
