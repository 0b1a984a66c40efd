package org.mnist4j.engine;

import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TrainingConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.kernel.Softmax;
import org.mnist4j.spi.GradientEngine;

/**
 * Takes the gradients of another module's engine; batches, dropout masks, loss and optimizer are those of this module.
 */
final class ProvidedEngine implements TrainingEngine {

    private final String name;
    private final GradientEngine gradients;
    private final ExperimentConfig config;
    private final TrainingConfig training;
    private final ParameterUpdate update;
    private final TensorSlots slots;
    private final LabelSmoothing smoothing;
    private final ProvidedBatch batch;
    private final float[] gradient;
    private final float[] logits; // [batchSize][classes]
    private int correct;

    ProvidedEngine(String name, GradientEngine gradients, ExperimentConfig config, EngineState state) {
        this.name = name;
        this.gradients = gradients;
        this.config = config;
        this.training = config.training();
        this.smoothing = new LabelSmoothing(config.loss(), config.classes());
        this.update = ParameterUpdate.of(training);
        this.slots = new TensorSlots(config.summary().tensors(), state, update);
        update.resumeAfter(state.steps());
        this.gradient = new float[state.parameters().length];
        this.logits = new float[training.batchSize() * config.classes()];
        this.batch = new ProvidedBatch(config, smoothing);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String blasCore() {
        return gradients.blasCore();
    }

    @Override
    public int smallestBatch() {
        return gradients.smallestBatch();
    }

    @Override
    public double step(ImageDataset images, int[] order, int from, int to, int epoch) {
        batch.begin(images, order, from, to, epoch);
        float[] parameters = parameters();
        gradients.compute(parameters, batch, gradient, logits);
        double meanLoss = measureLoss();
        slots.takeGradient(gradient);
        update.beginStep(ParameterUpdate.learningRate(training, epoch, from, order.length));
        slots.update(update);
        if (update.needsSecondPass()) {
            slots.update(update);
        }
        slots.takeStatistics(parameters);
        return meanLoss;
    }

    /** The mean loss over the batch; also counts the correct predictions. */
    private double measureLoss() {
        int classes = config.classes();
        float[] row = new float[classes];
        float[] probabilities = new float[classes];
        double sum = 0;
        correct = 0;
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(logits, i * classes, row, 0, classes);
            int label = batch.label(i);
            correct += Softmax.argmax(row, classes) == label ? 1 : 0;
            sum += smoothing.loss(Softmax.probabilities(row, classes, probabilities, 0), row, label);
        }
        return sum / batch.size();
    }

    @Override
    public int correct() {
        return correct;
    }

    @Override
    public float[] parameters() {
        return update.flat(tensor -> tensor.parameters);
    }

    @Override
    public float[] averagedParameters() {
        return update.flat(tensor -> tensor.average);
    }

    @Override
    public EngineState state() {
        return update.state();
    }

    @Override
    public void close() {
        gradients.close();
    }
}
