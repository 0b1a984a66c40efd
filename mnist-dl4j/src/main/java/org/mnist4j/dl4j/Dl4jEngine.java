package org.mnist4j.dl4j;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageShape;
import org.mnist4j.spi.GradientEngine;
import org.mnist4j.spi.TrainingBatch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Forward and backward pass by Deeplearning4j's layers.
 *
 * <p>Its optimizer and dropout are not used: its Adam folds the bias correction into the step size, which changes what
 * epsilon means, and ND4J draws dropout from a thread-local generator seeded from the clock. {@link Dl4jLayout} maps the
 * parameters.
 */
final class Dl4jEngine implements GradientEngine {

    private final NativeThreads threads = NativeThreads.pinToOne();
    private final int batchSize;
    private final int features;
    private final int classes;
    private final int channels; // of an image; 0 if the network takes vectors
    private final float[] theirGradient; // as Deeplearning4j lays it out
    private final float[] channelsFirst; // [batchSize][channels][height][width], for images of several channels
    private final INDArray x; // in native memory
    private final INDArray y;
    private final RecordingCrossEntropy loss;
    private final List<SeededDropout> dropouts;
    private final Dl4jLayout layout;
    private final MultiLayerNetwork network;

    Dl4jEngine(ExperimentConfig config) {
        ImageShape shape = config.input();
        this.batchSize = config.training().batchSize();
        this.features = shape.size();
        this.classes = config.classes();
        EngineSettings settings = new EngineSettings();
        Dl4jNetwork plan = new Dl4jNetwork(config, settings);
        this.loss = settings.loss();
        this.dropouts = settings.dropouts();
        this.layout = Dl4jLayout.of(config);
        this.channels = plan.takesMaps() ? shape.channels() : 0;
        this.channelsFirst = new float[channels > 1 ? batchSize * features : 0];
        this.x = channels > 0
                ? Nd4j.create(DataType.FLOAT, batchSize, channels, shape.height(), shape.width())
                : Nd4j.create(DataType.FLOAT, batchSize, features);
        this.y = Nd4j.create(DataType.FLOAT, batchSize, classes);
        this.network = new MultiLayerNetwork(plan.configuration());
        network.init(Nd4j.create(DataType.FLOAT, 1, layout.values()), false);
        this.theirGradient = new float[layout.values()];
    }

    @Override
    public String blasCore() {
        return OpenBlasCore.name();
    }

    /** Deeplearning4j divides by the number of images less one when it normalizes units. */
    @Override
    public int smallestBatch() {
        return layout.normalizesUnits() ? 2 : 1;
    }

    @Override
    public void compute(float[] parameters, TrainingBatch batch, float[] gradient, float[] logits) {
        int size = batch.size();
        if (size < smallestBatch()) {
            throw new IllegalArgumentException("Deeplearning4j cannot normalize the units of a batch of one image");
        }
        dropouts.forEach(dropout -> dropout.nextBatch(batch));
        pointer(network.params()).position(0).put(layout.toDl4j(parameters), 0, theirGradient.length);
        pointer(x).position(0).put(pixels(batch), 0, size * features);
        pointer(y).position(0).put(batch.targets(), 0, size * classes);
        network.setInput(x.get(NDArrayIndex.interval(0, size)));
        network.setLabels(y.get(NDArrayIndex.interval(0, size), NDArrayIndex.all()));
        network.computeGradientAndScore();
        network.setInput(null);
        network.setLabels(null);
        System.arraycopy(loss.logits(), 0, logits, 0, size * classes);
        // Deeplearning4j leaves the sum over the batch; its updaters divide by the number of images.
        pointer(network.getFlattenedGradients()).position(0).get(theirGradient, 0, theirGradient.length);
        layout.gradient(theirGradient, 1f / size, gradient);
        layout.followStatistics(parameters, theirGradient, size);
    }

    /** The batch's pixels in the order that the network takes. */
    private float[] pixels(TrainingBatch batch) {
        float[] pixels = batch.pixels();
        if (channels <= 1) {
            return pixels;
        }
        int area = features / channels;
        for (int start = 0; start < batch.size() * features; start += features) {
            for (int i = 0; i < features; i++) {
                channelsFirst[start + i % channels * area + i / channels] = pixels[start + i];
            }
        }
        return channelsFirst;
    }

    private static FloatPointer pointer(INDArray array) {
        return (FloatPointer) array.data().pointer();
    }

    @Override
    public void close() {
        network.close();
        x.close();
        y.close();
        threads.close();
    }
}
