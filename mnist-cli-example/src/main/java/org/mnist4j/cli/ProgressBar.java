package org.mnist4j.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.mnist4j.train.BatchMetrics;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.ResumePoint;
import org.mnist4j.train.TrainingListener;
import org.mnist4j.train.TrainingStart;

/** A line on a terminal that is redrawn during an epoch and erased at its end. */
final class ProgressBar implements TrainingListener, AutoCloseable {

    private static final int CELLS = 14; // so that the whole line fits 80 columns
    private static final long NANOS_BETWEEN_DRAWINGS = 100_000_000;

    private final PrintWriter terminal;
    private final LongSupplier nanoTime;
    private final int columns;
    private int epochs;
    private long images; // per epoch
    private long begin;
    private long lastDrawn;
    private long before; // images processed before the run was resumed
    private long seen; // in this epoch
    private long measured; // of these, since the run was resumed
    private double lossSum; // over the measured images
    private int batchSize;
    private int drawnLength;

    ProgressBar(PrintWriter terminal, LongSupplier nanoTime, int columns) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.columns = columns;
    }

    @Override
    public void onTrainingStart(TrainingStart start) {
        epochs = start.config().training().epochs();
        images = start.trainingImages();
        batchSize = start.config().training().batchSize();
        begin = nanoTime.getAsLong();
        lastDrawn = begin;
    }

    @Override
    public void onResume(ResumePoint point) {
        seen = Math.min(images, (long) point.batchesDone() * batchSize);
        before = point.history().epochs().size() * images + seen;
    }

    @Override
    public void onBatchEnd(BatchMetrics batch) {
        seen += batch.images();
        measured += batch.images();
        lossSum += batch.loss() * batch.images();
        long now = nanoTime.getAsLong();
        if (now - lastDrawn >= NANOS_BETWEEN_DRAWINGS) {
            lastDrawn = now;
            draw(batch.epoch(), (now - begin) / 1e9);
        }
    }

    @Override
    public void onEpochEnd(EpochMetrics epoch) {
        wipe();
        seen = 0;
        measured = 0;
        lossSum = 0;
    }

    @Override
    public void close() {
        wipe();
    }

    private void draw(int epoch, double seconds) {
        int filled = (int) (CELLS * seen / images);
        double rate = ((epoch - 1) * images + seen - before) / seconds;
        long left = Math.round(((epochs - epoch + 1) * images - seen) / rate);
        String line = String.format(
                Locale.ROOT,
                "epoch %d/%d [%s%s] %3d%%  loss %.4f  %,.0f images/s  %d:%02d left",
                epoch,
                epochs,
                "#".repeat(filled),
                ".".repeat(CELLS - filled),
                100 * seen / images,
                lossSum / measured,
                rate,
                left / 60,
                left % 60);
        // A line that wraps cannot be overwritten.
        line = line.substring(0, Math.min(line.length(), columns));
        terminal.print("\r" + line + " ".repeat(Math.max(0, drawnLength - line.length())));
        terminal.flush();
        drawnLength = line.length();
    }

    private void wipe() {
        if (drawnLength > 0) {
            terminal.print("\r" + " ".repeat(drawnLength) + "\r");
            terminal.flush();
            drawnLength = 0;
        }
    }
}
