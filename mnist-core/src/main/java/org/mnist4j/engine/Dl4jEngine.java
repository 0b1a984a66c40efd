package org.mnist4j.engine;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TrainingConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Forward and backward pass by Deeplearning4j's layers, batch order, dropout and optimizer by ours.
 *
 * <p>The optimizer is ours because Deeplearning4j's Adam folds the bias correction into the step size, which changes
 * what epsilon means; dropout is ours because ND4J draws it from a generator that belongs to a thread and starts from
 * the clock. {@link Dl4jLayout} says how the two lay out their parameters.
 */
final class Dl4jEngine implements TrainingEngine {

    private final NativeThreads threads = NativeThreads.pinToOne();
    private final ExperimentConfig config;
    private final TrainingConfig training;
    private final ParameterUpdate update;
    private final TensorSlots slots;
    private final float[] gradient;
    private final float[] theirGradient; // as Deeplearning4j lays it out
    private final BatchPixels batch;
    private final byte[] image; // [features]
    private final float[] pixels; // [batchSize][features]
    private final float[] targets; // [batchSize][classes]
    private final INDArray x; // the same in native memory
    private final INDArray y;
    private final int features;
    private final int classes;
    private final int area; // positions of an image
    private final boolean maps; // whether the network takes [batch][channels][height][width], or [batch][features]
    private final LabelSmoothing smoothing;
    private final CountingCrossEntropy loss;
    private final List<SeededDropout> dropouts;
    private final Dl4jLayout layout;
    private final MultiLayerNetwork network;

    Dl4jEngine(ExperimentConfig config, EngineState state) {
        float[] parameters = state.parameters();
        this.gradient = new float[parameters.length];
        this.theirGradient = new float[parameters.length];
        this.config = config;
        this.training = config.training();
        this.smoothing = new LabelSmoothing(config.loss(), config.classes());
        this.loss = new CountingCrossEntropy(smoothing);
        this.update = ParameterUpdate.of(training);
        this.slots = new TensorSlots(config.summary().tensors(), state, update);
        update.resumeAfter(state.steps());
        this.features = config.input().size();
        this.classes = config.classes();
        int batchSize = config.training().batchSize();
        this.batch = new BatchPixels(config, 1);
        this.image = new byte[features];
        this.pixels = new float[batchSize * features];
        this.targets = new float[batchSize * classes];
        Dl4jNetwork plan = new Dl4jNetwork(config, loss);
        this.dropouts = plan.dropouts();
        this.layout = Dl4jLayout.of(config);
        ImageShape shape = config.input();
        this.area = shape.height() * shape.width();
        this.maps = plan.takesMaps();
        this.x = maps
                ? Nd4j.create(DataType.FLOAT, batchSize, shape.channels(), shape.height(), shape.width())
                : Nd4j.create(DataType.FLOAT, batchSize, features);
        this.y = Nd4j.create(DataType.FLOAT, batchSize, classes);
        this.network = new MultiLayerNetwork(plan.configuration());
        float[] theirs = layout.toDl4j(parameters);
        network.init(Nd4j.create(theirs, 1, theirs.length), false);
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
        float[] flat = parameters();
        layout.followStatistics(flat, theirGradient, to - from);
        slots.takeStatistics(flat);
        pointer(network.params()).position(0).put(layout.toDl4j(flat), 0, flat.length);
        return meanLoss;
    }

    /** Leaves the gradient of the mean loss in {@link #slots}. */
    private double computeGradient(ImageDataset images, int[] order, int from, int to, int epoch) {
        int size = to - from;
        if (size == 1 && layout.normalizesUnits()) {
            throw new IllegalArgumentException(
                    "Deeplearning4j cannot normalize one image alone, which the last batch of "
                            + order.length + " images is at a batch size of " + training.batchSize()
                            + "; use engine \"java\", or another training.batchSize");
        }
        int[] labels = new int[size];
        batch.begin(images, order, from, to, epoch);
        for (int i = 0; i < size; i++) {
            batch.copy(i, 0, image);
            for (int k = 0; k < features; k++) {
                pixels[i * features + k] = (image[k] & 0xFF) / 255f;
            }
            if (maps) {
                channelsFirst(i * features);
            }
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
        network.setInput(x.get(NDArrayIndex.interval(0, size)));
        network.setLabels(y.get(NDArrayIndex.interval(0, size), NDArrayIndex.all()));
        network.computeGradientAndScore();
        network.setInput(null);
        network.setLabels(null);
        // Deeplearning4j leaves the sum over the batch; its updaters divide, ours is handed the mean.
        pointer(network.getFlattenedGradients()).position(0).get(theirGradient, 0, theirGradient.length);
        layout.gradient(theirGradient, 1f / size, gradient);
        slots.takeGradient(gradient);
        return loss.lossSum() / size;
    }

    /** Turns one image from channels last to channels first. */
    private void channelsFirst(int start) {
        int channels = features / area;
        if (channels > 1) {
            float[] image = Arrays.copyOfRange(pixels, start, start + features);
            for (int i = 0; i < features; i++) {
                pixels[start + i % channels * area + i / channels] = image[i];
            }
        }
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
    public float[] withFreshStatistics(float[] averages, ImageDataset images) {
        return FreshStatistics.compute(config, averages, images, 1);
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
