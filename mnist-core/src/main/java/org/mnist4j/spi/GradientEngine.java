package org.mnist4j.spi;

/**
 * Computes the gradient of one network's loss, batch by batch. It carries nothing from one batch to the next, belongs to one
 * thread at a time, and may hold native memory until it is closed.
 */
public interface GradientEngine extends AutoCloseable {

    /**
     * The processor type for which the engine's native code chose its kernels, such as {@code HASWELL}: the engine gives the
     * same bits where this is the same. {@code unknown} if it cannot be determined.
     */
    String blasCore();

    /** The smallest batch that the engine can compute, at least 1. */
    default int smallestBatch() {
        return 1;
    }

    /**
     * Runs the forward and the backward pass for one batch.
     *
     * <p>Parameters and gradient have the order and layout of {@code NetworkSummary.tensors()}. Running statistics of batch
     * normalization, which no optimizer changes, are updated in place in {@code parameters} with the batch's mean and unbiased
     * variance; their gradient is 0.
     *
     * @param parameters the network's parameters
     * @param gradient receives the gradient of the mean loss over the batch
     * @param logits receives the outputs before softmax, {@code [batch.size()][classes]}; it may be longer
     * @throws IllegalArgumentException if the batch is smaller than {@link #smallestBatch()}
     */
    void compute(float[] parameters, TrainingBatch batch, float[] gradient, float[] logits);

    @Override
    void close();
}
