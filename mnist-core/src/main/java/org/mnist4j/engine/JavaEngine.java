package org.mnist4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.TrainingConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.engine.LinearLayer.LinearShape;
import org.mnist4j.kernel.Softmax;

/**
 * The fast engine: plain Java loops over rows of floats that skip zeros.
 *
 * <p>A step has two phases with a barrier between. First every image goes forward and back by itself; then every row of
 * parameters sums its gradient over the batch, image by image in order, and is updated. No sum is ever split between
 * threads, so the bits are the same at any number of threads, and, Java's arithmetic being what it is, on any machine.
 */
final class JavaEngine implements TrainingEngine {

    /** Images per task: enough to outweigh taking a task, few enough to keep the threads evenly busy. */
    private static final int IMAGES_PER_TASK = 4;

    private final PixelLayer pixelLayer;
    private final List<HiddenLayer> hiddenLayers = new ArrayList<>();
    private final LinearLayer outputLayer;
    private final int parameters;
    private final ParameterUpdate update;
    private final TrainingConfig training;
    private final LabelSmoothing smoothing;
    private final WorkerPool pool;
    private final Scratch[] scratch;
    private final double[] losses; // [batchSize]
    private final boolean[] hits; // [batchSize]
    private final LinearLayer[] layerOfTask;
    private final int[] numberOfTask;
    private final WorkerPool.Task propagate = this::propagate;
    private final WorkerPool.Task updateRows = this::updateRows;

    // The batch at work, written before the pool starts and read by its tasks.
    private @Nullable ImageDataset images;
    private int[] order = {};
    private int from;
    private int size;
    private int epoch;
    private int correct;

    JavaEngine(ExperimentConfig config, EngineState state, int threads) {
        float[] parameters = state.parameters();
        int batchSize = config.training().batchSize();
        this.parameters = parameters.length;
        this.training = config.training();
        this.smoothing = new LabelSmoothing(config.loss(), config.classes());
        this.update = ParameterUpdate.of(training);
        List<LinearShape> shapes = shapes(config);
        this.pixelLayer = new PixelLayer(shapes.get(0), parameters, batchSize, update);
        LinearLayer last = pixelLayer;
        int widest = Math.max(last.inputs, last.outputs);
        for (LinearShape shape : shapes.subList(1, shapes.size())) {
            HiddenLayer layer = new HiddenLayer(last, shape, parameters, batchSize, update);
            hiddenLayers.add(layer);
            last = layer;
            widest = Math.max(widest, layer.outputs);
        }
        this.outputLayer = last;
        this.losses = new double[batchSize];
        this.hits = new boolean[batchSize];
        List<LinearLayer> layers = new ArrayList<>(List.of(pixelLayer));
        layers.addAll(hiddenLayers);
        int tasks = layers.stream().mapToInt(LinearLayer::updateTasks).sum();
        this.layerOfTask = new LinearLayer[tasks];
        this.numberOfTask = new int[tasks];
        int task = 0;
        for (LinearLayer layer : layers) {
            for (int number = 0; number < layer.updateTasks(); number++) {
                layerOfTask[task] = layer;
                numberOfTask[task++] = number;
            }
        }
        layers.forEach(layer -> layer.restore(state));
        update.resumeAfter(state.steps());
        this.pool = new WorkerPool(threads);
        this.scratch = new Scratch[threads];
        for (int worker = 0; worker < threads; worker++) {
            scratch[worker] = new Scratch(config.input().size(), widest, batchSize);
        }
    }

    private static List<LinearShape> shapes(ExperimentConfig config) {
        List<LinearShape> shapes = new ArrayList<>();
        List<DropoutMask> dropouts = new ArrayList<>();
        int inputs = config.input().size();
        int offset = 0;
        for (int i = 0; i < config.layers().size(); i++) {
            Layer layer = config.layers().get(i);
            if (layer instanceof Dense dense) {
                shapes.add(new LinearShape(inputs, dense.units(), dense.activation(), List.copyOf(dropouts), offset));
                dropouts.clear();
                offset += (inputs + 1) * dense.units();
                inputs = dense.units();
            } else if (layer instanceof Dropout dropout) {
                dropouts.add(DropoutMask.of(config.seed(), i, dropout.rate()));
            }
        }
        shapes.add(new LinearShape(inputs, config.classes(), Activation.IDENTITY, List.copyOf(dropouts), offset));
        return shapes;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public double step(ImageDataset newImages, int[] newOrder, int newFrom, int newTo, int newEpoch) {
        images = newImages;
        order = newOrder;
        from = newFrom;
        size = newTo - newFrom;
        epoch = newEpoch;
        pool.run((size + IMAGES_PER_TASK - 1) / IMAGES_PER_TASK, propagate);
        double lossSum = 0;
        correct = 0;
        for (int b = 0; b < size; b++) {
            lossSum += losses[b];
            correct += hits[b] ? 1 : 0;
        }
        update.beginStep(LearningRate.of(training, epoch, from, order.length));
        pool.run(layerOfTask.length, updateRows);
        if (update.needsSecondPass()) {
            pool.run(layerOfTask.length, updateRows);
        }
        return lossSum / size;
    }

    /** Takes a few images through the network and back, up to the gradients at every layer's weighted sums. */
    private void propagate(int task, int worker) {
        ImageDataset source = images;
        if (source == null) {
            throw new IllegalStateException("no batch is at work");
        }
        Scratch space = scratch[worker];
        int end = Math.min(size, (task + 1) * IMAGES_PER_TASK);
        for (int b = task * IMAGES_PER_TASK; b < end; b++) {
            int image = order[from + b];
            pixelLayer.forward(source, image, b, epoch, space);
            for (int l = 0; l < hiddenLayers.size(); l++) {
                hiddenLayers.get(l).forward(image, b, epoch, space);
            }
            compare(b, source.label(image));
            for (int l = hiddenLayers.size() - 1; l >= 0; l--) {
                hiddenLayers.get(l).backward(b, space);
            }
        }
    }

    /** Softmax and cross-entropy: the gradient of the mean loss at the logits is {@code (p - target) / size}. */
    private void compare(int b, int label) {
        float[] logits = outputLayer.y[b];
        float[] delta = outputLayer.deltas[b];
        int classes = outputLayer.outputs;
        hits[b] = Softmax.argmax(logits, classes) == label;
        losses[b] = smoothing.loss(Softmax.probabilities(logits, classes, delta, 0), logits, label);
        smoothing.subtractTarget(delta, label);
        float scale = 1f / size;
        for (int c = 0; c < classes; c++) {
            delta[c] *= scale;
        }
    }

    private void updateRows(int task, int worker) {
        layerOfTask[task].updateTask(numberOfTask[task], size, update, scratch[worker]);
    }

    @Override
    public int correct() {
        return correct;
    }

    @Override
    public float[] parameters() {
        return flat(slots -> slots.parameters);
    }

    @Override
    public float[] averagedParameters() {
        return flat(slots -> slots.average);
    }

    @Override
    public EngineState state() {
        float[] secondMoments = update.remembersTwo() ? flat(slots -> slots.second) : new float[0];
        float[] averages = update.averages() ? averagedParameters() : new float[0];
        return EngineState.of(parameters(), flat(slots -> slots.first), secondMoments, averages, update.steps());
    }

    private float[] flat(LinearLayer.Part part) {
        float[] flat = new float[parameters];
        pixelLayer.copyTo(flat, part);
        hiddenLayers.forEach(layer -> layer.copyTo(flat, part));
        return flat;
    }

    @Override
    public void close() {
        pool.close();
    }
}
