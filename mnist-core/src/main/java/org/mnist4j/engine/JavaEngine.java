package org.mnist4j.engine;

import java.util.List;
import java.util.stream.IntStream;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TrainingConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.kernel.KernelChoice;
import org.mnist4j.kernel.Products;
import org.mnist4j.kernel.Softmax;
import org.mnist4j.random.RandomStream;

/**
 * The fast engine, in plain Java: its weighted sums are those of {@link org.mnist4j.kernel.WeightedSums}.
 *
 * <p>A step has two phases separated by a barrier. First, the forward and backward passes of every image; then, for
 * every row of parameters, the sum of the gradient over the batch, image by image in order, and the update. No sum is
 * ever split between threads, so the bits do not depend on the number of threads, nor, by Java's definition of
 * arithmetic, on the machine.
 */
final class JavaEngine implements TrainingEngine {

    /**
     * Images per task of a network without convolutions: enough to read a layer's weights for several images at once, few
     * enough to balance the load. The bits do not depend on it.
     */
    private static final int IMAGES_PER_TASK = 16;

    /** Of a network whose weights exceed a processor's own cache: each task reads them from memory once. */
    private static final int MOST_IMAGES_PER_TASK = 64;

    /** Images per task, and so per shard, of a convolutional network. Gradients are summed per shard: the bits depend on it. */
    private static final int IMAGES_PER_CONVOLUTION_TASK = 8;

    private final int imagesPerTask;
    private final List<NetworkLayer> layers;
    private final BatchPixels pixels;
    private final LinearLayer outputLayer;
    private final int[] segmentStarts; // the first layer, each batch normalization, and the end
    private final ParameterUpdate update;
    private final ExperimentConfig config;
    private final TrainingConfig training;
    private final LabelSmoothing smoothing;
    private final WorkerPool pool;
    private final Scratch[] scratch;
    private final double[] losses; // [batchSize]
    private final boolean[] correctPredictions; // [batchSize]
    private final NetworkLayer[] layerOfTask;
    private final int[] numberOfTask;
    private final WorkerPool.Task propagate = this::propagate;
    private final WorkerPool.Task updateRows = this::updateRows;

    // The current batch, written before the pool starts and read by its tasks.
    private int size;
    private int segment;
    private boolean backward; // whether the segments before the last run their backward pass
    private int correct;

    JavaEngine(ExperimentConfig config, EngineState state, int threads) {
        int batchSize = config.training().batchSize();
        this.imagesPerTask = imagesPerTask(config, state.parameters().length, threads);
        this.config = config;
        this.training = config.training();
        this.smoothing = new LabelSmoothing(config.loss(), config.classes());
        this.update = ParameterUpdate.of(training);
        this.pixels = new BatchPixels(config, threads);
        this.layers = new JavaNetwork(config, pixels, state, imagesPerTask, threads, update).build();
        this.outputLayer = (LinearLayer) layers.get(layers.size() - 1);
        this.segmentStarts = segmentStarts(layers);
        this.losses = new double[batchSize];
        this.correctPredictions = new boolean[batchSize];
        int tasks = layers.stream().mapToInt(NetworkLayer::updateTasks).sum();
        this.layerOfTask = new NetworkLayer[tasks];
        this.numberOfTask = new int[tasks];
        int task = 0;
        for (NetworkLayer layer : layers) {
            for (int number = 0; number < layer.updateTasks(); number++) {
                layerOfTask[task] = layer;
                numberOfTask[task++] = number;
            }
        }
        update.resumeAfter(state.steps());
        if (config.layers().size() > 1) {
            KernelChoice.prepare(); // a single dense layer on the pixels gains little
        }
        this.pool = new WorkerPool(threads);
        this.scratch = new Scratch[threads];
        int widest = layers.stream().mapToInt(NetworkLayer::widestRow).max().orElseThrow();
        for (int worker = 0; worker < threads; worker++) {
            scratch[worker] = new Scratch(worker, config.input().size(), widest, batchSize);
        }
    }

    private static int imagesPerTask(ExperimentConfig config, int values, int threads) {
        if (config.layers().stream().anyMatch(Conv2d.class::isInstance)) {
            return IMAGES_PER_CONVOLUTION_TASK;
        }
        int share = (config.training().batchSize() + threads - 1) / threads;
        return values <= Products.CACHED_WEIGHTS
                ? IMAGES_PER_TASK
                : Math.max(IMAGES_PER_TASK, Math.min(share, MOST_IMAGES_PER_TASK));
    }

    private static int[] segmentStarts(List<NetworkLayer> layers) {
        return IntStream.rangeClosed(0, layers.size())
                .filter(l -> l == 0 || l == layers.size() || layers.get(l) instanceof BatchNormLayer)
                .toArray();
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public double step(ImageDataset images, int[] order, int from, int to, int epoch) {
        size = to - from;
        pixels.begin(images, order, from, to, epoch);
        propagateBatch();
        double lossSum = 0;
        correct = 0;
        for (int b = 0; b < size; b++) {
            lossSum += losses[b];
            correct += correctPredictions[b] ? 1 : 0;
        }
        update.beginStep(ParameterUpdate.learningRate(training, epoch, from, order.length));
        pool.run(layerOfTask.length + pixels.beginAhead(), updateRows);
        if (update.needsSecondPass()) {
            pool.run(layerOfTask.length, updateRows);
        }
        return lossSum / size;
    }

    /** Runs the forward and backward passes of the batch, with a barrier before each batch normalization. */
    private void propagateBatch() {
        int last = lastSegment();
        backward = false;
        for (segment = 0; segment <= last; segment++) {
            pool.run(shards(), propagate);
            if (segment < last) {
                BatchNormLayer norm = normAt(segment + 1);
                norm.combineStatistics(size, norm.momentum());
            }
        }
        backward = true;
        for (segment = last - 1; segment >= 0; segment--) {
            normAt(segment + 1).combineGradient(size);
            pool.run(shards(), propagate);
        }
    }

    /**
     * Returns the parameters with running statistics averaged over one pass through the images, without augmentation.
     * The images are shuffled: if they were sorted by class, a batch would only measure the variance within one class.
     */
    float[] measureStatistics(ImageDataset measured) {
        int[] order = RandomStream.of(config.seed(), "statistics").permutation(measured.size());
        int batchSize = config.training().batchSize();
        for (int from = 0; from < order.length; from += batchSize) {
            size = Math.min(batchSize, order.length - from);
            pixels.begin(measured, order, from, from + size, 1);
            for (segment = 0; segment < lastSegment(); segment++) {
                pool.run(shards(), propagate);
                normAt(segment + 1).combineStatistics(size, (double) size / (from + size));
            }
        }
        return parameters();
    }

    private int lastSegment() {
        return segmentStarts.length - 2;
    }

    private int shards() {
        return (size + imagesPerTask - 1) / imagesPerTask;
    }

    /** Returns the batch normalization at the start of a segment. */
    private BatchNormLayer normAt(int ofSegment) {
        return (BatchNormLayer) layers.get(segmentStarts[ofSegment]);
    }

    /** Runs a shard's images through a segment of the network: forward or backward, or both in the last segment. */
    private void propagate(int shard, int worker) {
        Scratch space = scratch[worker];
        boolean last = segment == lastSegment();
        int begin = shard * imagesPerTask;
        int end = Math.min(size, begin + imagesPerTask);
        int firstLayer = segmentStarts[segment];
        int endOfLayers = segmentStarts[segment + 1];
        if (backward || last) {
            for (int l = firstLayer; l < endOfLayers; l++) {
                layers.get(l).beginShard(shard);
            }
        }
        if (!backward) {
            forward(begin, end, firstLayer, endOfLayers, space);
        }
        if (last) {
            for (int b = begin; b < end; b++) {
                computeOutputGradient(b);
            }
        } else if (backward) {
            layers.get(endOfLayers).backward(begin, end, shard, space);
        } else {
            for (int b = begin; b < end; b++) {
                normAt(segment + 1).collectStatistics(b);
            }
        }
        if (backward || last) {
            backward(begin, end, shard, firstLayer, endOfLayers, space);
        }
    }

    private void forward(int begin, int end, int firstLayer, int endOfLayers, Scratch space) {
        int firstOnVectors = firstOnVectors(firstLayer, endOfLayers);
        for (int b = begin; b < end; b++) {
            if (segment == 0) {
                pixels.copy(b, space.worker, space.pixels);
            }
            for (int l = firstLayer; l < firstOnVectors; l++) {
                layers.get(l).forward(b, space);
            }
        }
        for (int l = firstOnVectors; l < endOfLayers; l++) {
            layers.get(l).forward(begin, end, space);
        }
    }

    private void backward(int begin, int end, int shard, int firstLayer, int endOfLayers, Scratch space) {
        int firstOnVectors = firstOnVectors(firstLayer, endOfLayers);
        // The gradient of a normalization's input needs the whole batch: the next phase computes it.
        boolean normalizes = layers.get(firstLayer) instanceof BatchNormLayer;
        int lowest = normalizes ? firstLayer + 1 : firstLayer;
        for (int l = endOfLayers - 1; l >= Math.max(lowest, firstOnVectors); l--) {
            layers.get(l).backward(begin, end, shard, space);
        }
        for (int b = begin; b < end; b++) {
            for (int l = firstOnVectors - 1; l >= lowest; l--) {
                layers.get(l).backward(b, b + 1, shard, space);
            }
            if (normalizes) {
                normAt(segment).collectGradient(b);
            }
        }
    }

    /** Returns the first layer of a segment whose input is a vector, after those that are processed image by image. */
    private int firstOnVectors(int begin, int end) {
        int l = begin;
        while (l < end && !layers.get(l).takesVectors()) {
            l++;
        }
        return l;
    }

    /**
     * Computes softmax, cross-entropy and the gradient of the mean loss with respect to the logits, {@code (p - target)
     * / size}.
     */
    private void computeOutputGradient(int b) {
        int label = pixels.label(b);
        float[] logits = outputLayer.values[b];
        float[] delta = outputLayer.gradients[b];
        int classes = outputLayer.outputs;
        correctPredictions[b] = Softmax.argmax(logits, classes) == label;
        losses[b] = smoothing.loss(Softmax.probabilities(logits, classes, delta, 0), logits, label);
        smoothing.subtractTarget(delta, label);
        float scale = 1f / size;
        for (int c = 0; c < classes; c++) {
            delta[c] *= scale;
        }
    }

    /** Updates some rows or augments some images of the next batch. */
    private void updateRows(int task, int worker) {
        if (task >= layerOfTask.length) {
            pixels.augmentAhead(task - layerOfTask.length, worker);
            return;
        }
        layerOfTask[task].updateTask(numberOfTask[task], size, shards(), update, scratch[worker]);
    }

    @Override
    public int correct() {
        return correct;
    }

    @Override
    public float[] parameters() {
        return update.flat(slots -> slots.parameters);
    }

    @Override
    public float[] averagedParameters() {
        return update.flat(slots -> slots.average);
    }

    @Override
    public EngineState state() {
        return update.state();
    }

    @Override
    public void close() {
        pool.close();
    }
}
