package org.mnist4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.TrainingConfig;
import org.mnist4j.data.ImageDataset;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Forward and backward pass by Deeplearning4j's layers, batch order, dropout and optimizer by ours.
 *
 * <p>The optimizer is ours because Deeplearning4j's Adam folds the bias correction into the step size, which changes
 * what epsilon means; dropout is ours because ND4J draws it from a generator that belongs to a thread and starts from
 * the clock. Deeplearning4j keeps a dense layer's parameters as a column-major {@code [in][out]} matrix followed by the
 * bias, which is byte for byte the row-major {@code [out][in]} layout of {@code NetworkSummary.tensors()}: parameters
 * and gradients are copied as they are.
 */
final class Dl4jEngine implements TrainingEngine {

    private final NativeThreads threads = NativeThreads.pinToOne();
    private final TrainingConfig training;
    private final ParameterUpdate update;
    private final TensorSlots slots;
    private final float[] pixels; // [batchSize][features]
    private final float[] targets; // [batchSize][classes]
    private final INDArray x; // the same in native memory
    private final INDArray y;
    private final int features;
    private final int classes;
    private final LabelSmoothing smoothing;
    private final CountingCrossEntropy loss;
    private final List<SeededDropout> dropouts = new ArrayList<>();
    private final MultiLayerNetwork network;

    Dl4jEngine(ExperimentConfig config, EngineState state) {
        float[] parameters = state.parameters();
        this.training = config.training();
        this.smoothing = new LabelSmoothing(config.loss(), config.classes());
        this.loss = new CountingCrossEntropy(smoothing);
        this.update = ParameterUpdate.of(training);
        this.slots = new TensorSlots(config.summary().tensors(), state, update);
        update.resumeAfter(state.steps());
        this.features = config.input().size();
        this.classes = config.classes();
        int batchSize = config.training().batchSize();
        this.pixels = new float[batchSize * features];
        this.targets = new float[batchSize * classes];
        this.x = Nd4j.create(DataType.FLOAT, batchSize, features);
        this.y = Nd4j.create(DataType.FLOAT, batchSize, classes);
        this.network = new MultiLayerNetwork(configuration(config));
        network.init(Nd4j.create(parameters, 1, parameters.length), false);
    }

    private MultiLayerConfiguration configuration(ExperimentConfig config) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new NoOp())
                .list();
        int inputs = features;
        int index = 0;
        for (Layer layer : config.layers()) {
            if (layer instanceof Dense dense) {
                list.layer(new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(dense.units())
                        .weightInit(WeightInit.ZERO)
                        .activation(activation(dense.activation()))
                        .build());
                inputs = dense.units();
            } else if (layer instanceof Dropout dropout) {
                SeededDropout seeded = new SeededDropout(DropoutMask.of(config.seed(), index, dropout.rate()));
                dropouts.add(seeded);
                list.layer(new DropoutLayer.Builder(seeded)
                        .nIn(inputs)
                        .nOut(inputs)
                        .build());
            }
            index++;
        }
        list.layer(new OutputLayer.Builder(loss)
                .nIn(inputs)
                .nOut(classes)
                .weightInit(WeightInit.ZERO)
                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                .build());
        return list.build();
    }

    private static org.nd4j.linalg.activations.Activation activation(Activation activation) {
        return switch (activation) {
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case TANH -> org.nd4j.linalg.activations.Activation.TANH;
            case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
            case LEAKY_RELU -> org.nd4j.linalg.activations.Activation.LEAKYRELU;
            case IDENTITY -> org.nd4j.linalg.activations.Activation.IDENTITY;
        };
    }

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String blasCore() {
        return OpenBlasCore.name();
    }

    @Override
    public double step(ImageDataset images, int[] order, int from, int to, int epoch) {
        double meanLoss = computeGradient(images, order, from, to, epoch);
        update.beginStep(LearningRate.of(training, epoch, from, order.length));
        slots.update(update);
        if (update.needsSecondPass()) {
            slots.update(update);
        }
        slots.copyParametersTo(pointer(network.params()));
        return meanLoss;
    }

    /** Leaves the gradient of the mean loss in {@link #slots}. */
    private double computeGradient(ImageDataset images, int[] order, int from, int to, int epoch) {
        int size = to - from;
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            images.copyPixels(order[from + i], pixels, i * features);
            labels[i] = images.label(order[from + i]);
            for (int k = 0; k < classes; k++) {
                targets[i * classes + k] = smoothing.target(k, labels[i]);
            }
        }
        loss.nextBatch(labels);
        for (SeededDropout dropout : dropouts) {
            dropout.nextBatch(order, from, to, epoch);
        }
        pointer(x).position(0).put(pixels, 0, size * features);
        pointer(y).position(0).put(targets, 0, size * classes);
        network.setInput(x.get(NDArrayIndex.interval(0, size), NDArrayIndex.all()));
        network.setLabels(y.get(NDArrayIndex.interval(0, size), NDArrayIndex.all()));
        network.computeGradientAndScore();
        network.setInput(null);
        network.setLabels(null);
        // Deeplearning4j leaves the sum over the batch; its updaters divide, ours is handed the mean.
        slots.takeGradient(pointer(network.getFlattenedGradients()), 1f / size);
        return loss.lossSum() / size;
    }

    private static FloatPointer pointer(INDArray array) {
        return (FloatPointer) array.data().pointer();
    }

    @Override
    public int correct() {
        return loss.correct();
    }

    @Override
    public float[] parameters() {
        return slots.flat(tensor -> tensor.parameters);
    }

    @Override
    public float[] averagedParameters() {
        return slots.flat(tensor -> tensor.average);
    }

    @Override
    public EngineState state() {
        return EngineState.of(
                parameters(),
                slots.flat(tensor -> tensor.first),
                slots.flat(tensor -> tensor.second),
                update.averages() ? averagedParameters() : new float[0],
                update.steps());
    }

    @Override
    public void close() {
        network.close();
        x.close();
        y.close();
        threads.close();
    }
}
