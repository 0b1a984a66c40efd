package org.mnist4j.benchmarks.djl;

import static org.mnist4j.config.Averagings.noAveraging;
import static org.mnist4j.config.EarlyStoppings.noEarlyStopping;
import static org.mnist4j.config.GradientClippings.noClipping;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Schedules.constant;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mnist4j.config.Adam;
import org.mnist4j.config.AvgPool2d;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Dense;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Flatten;
import org.mnist4j.config.GlobalAvgPool;
import org.mnist4j.config.Layer;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.config.Padding;

/** Makes an experiment's network and optimizer in DJL; what is not known here is refused. */
final class DjlNetwork {

    private final SequentialBlock blocks = new SequentialBlock();
    private List<Integer> shape; // height, width, channels; or units

    private DjlNetwork(ExperimentConfig experiment) {
        Map<String, List<Integer>> shapes = experiment.summary().layers().stream()
                .filter(layer -> !layer.path().equals("(implied)"))
                .collect(Collectors.toMap(LayerSummary::path, LayerSummary::outputShape));
        shape = takesMaps(experiment) ? shapes.get("input") : List.of(size(shapes.get("input")));
        for (int i = 0; i < experiment.layers().size(); i++) {
            add(experiment.layers().get(i));
            shape = shapes.get("layers[" + i + "]");
        }
        dense(experiment.classes(), experiment.output().init());
    }

    /** The layers up to the logits. */
    static Block of(ExperimentConfig experiment) {
        return new DjlNetwork(experiment).blocks;
    }

    /** Whether the network takes images as maps; one that begins with a dense layer takes rows of pixels. */
    static boolean takesMaps(ExperimentConfig experiment) {
        return experiment.layers().stream()
                .filter(layer -> !(layer instanceof org.mnist4j.config.Dropout))
                .findFirst()
                .map(layer -> !(layer instanceof Dense || layer instanceof Flatten))
                .orElse(false);
    }

    /**
     * The optimizer.
     *
     * @throws IllegalArgumentException unless the training is a plain loop over shuffled batches by Adam
     */
    static Optimizer optimizer(ExperimentConfig experiment) {
        ExperimentConfig plain = experiment.toBuilder()
                .loss(crossEntropy())
                .schedule(constant())
                .warmUpEpochs(0)
                .gradientClipping(noClipping())
                .augmentation(List.of())
                .averaging(noAveraging())
                .validationFraction(0)
                .earlyStopping(noEarlyStopping())
                .build();
        if (!plain.equals(experiment) || !(experiment.training().optimizer() instanceof Adam adam)) {
            throw new IllegalArgumentException(
                    "with DJL there is only Adam and cross-entropy, without schedule, warm-up, "
                            + "clipping, smoothing, augmentation, averaging and validation");
        }
        return Optimizer.adam()
                .optLearningRateTracker(Tracker.fixed((float) adam.learningRate()))
                .optBeta1((float) adam.beta1())
                .optBeta2((float) adam.beta2())
                .optEpsilon((float) adam.epsilon())
                .build();
    }

    /** The number of values in an initialized network that are trained. */
    static long parameters(Block network) {
        return network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    private void add(Layer layer) {
        if (layer instanceof Dense dense) {
            dense(dense.units(), dense.init());
            activation(dense.activation());
        } else if (layer instanceof org.mnist4j.config.Conv2d convolution) {
            convolution(convolution);
            activation(convolution.activation());
        } else if (layer instanceof MaxPool2d pool) {
            blocks.add(Pool.maxPool2dBlock(square(pool.window()), square(pool.stride())));
        } else if (layer instanceof AvgPool2d pool) {
            blocks.add(Pool.avgPool2dBlock(square(pool.window()), square(pool.stride())));
        } else if (layer instanceof GlobalAvgPool) {
            blocks.add(Pool.globalAvgPool2dBlock());
        } else if (layer instanceof BatchNorm norm) {
            blocks.add(ai.djl.nn.norm.BatchNorm.builder()
                    .optEpsilon((float) norm.epsilon())
                    .optMomentum((float) (1 - norm.momentum())) // DJL's is the share that stays
                    .build());
            activation(norm.activation());
        } else if (layer instanceof Flatten) {
            flatten();
        } else if (layer instanceof org.mnist4j.config.Dropout dropout) {
            blocks.add(Dropout.builder().optRate((float) dropout.rate()).build());
        } else {
            throw new IllegalArgumentException("no such layer in DJL's mapping: " + layer);
        }
    }

    private void dense(int units, org.mnist4j.config.Initializer init) {
        flatten();
        initialized(Linear.builder().setUnits(units).build(), init, size(shape), units);
    }

    private void flatten() {
        if (shape.size() > 1) {
            blocks.add(Blocks.batchFlattenBlock());
        }
    }

    /** DJL's convolution has the same zeros before and after, so others are added apart. */
    private void convolution(org.mnist4j.config.Conv2d layer) {
        int kernel = layer.kernel();
        int top = layer.padding().before(shape.get(0), kernel, layer.stride());
        int left = layer.padding().before(shape.get(1), kernel, layer.stride());
        int bottom = after(layer, shape.get(0), top);
        int right = after(layer, shape.get(1), left);
        Conv2d.Builder builder = Conv2d.builder()
                .setKernelShape(square(kernel))
                .setFilters(layer.filters())
                .optStride(square(layer.stride()));
        if (top == bottom && left == right) {
            builder.optPadding(new Shape(top, left));
        } else {
            Shape zeros = new Shape(left, right, top, bottom); // the last dimension comes first
            blocks.add(LambdaBlock.singleton(maps -> maps.pad(zeros, 0)));
        }
        int area = kernel * kernel;
        initialized(builder.build(), layer.init(), shape.get(2) * area, layer.filters() * area);
    }

    private static int after(org.mnist4j.config.Conv2d layer, int inputs, int before) {
        int outputs = layer.padding().outputs(inputs, layer.kernel(), layer.stride());
        int added = (outputs - 1) * layer.stride() + layer.kernel() - inputs;
        return layer.padding() == Padding.SAME ? Math.max(0, added) - before : 0;
    }

    private void initialized(Block block, org.mnist4j.config.Initializer init, int inputs, int outputs) {
        Function<Double, Initializer> uniform = limit -> new UniformInitializer(limit.floatValue());
        Initializer weights =
                switch (init) {
                    case HE_NORMAL -> new NormalInitializer((float) Math.sqrt(2.0 / inputs));
                    case HE_UNIFORM -> uniform.apply(Math.sqrt(6.0 / inputs));
                    case XAVIER -> uniform.apply(Math.sqrt(6.0 / (inputs + outputs)));
                    case FAN_IN_UNIFORM -> uniform.apply(1 / Math.sqrt(inputs));
                };
        block.setInitializer(weights, Parameter.Type.WEIGHT);
        block.setInitializer(
                init == org.mnist4j.config.Initializer.FAN_IN_UNIFORM ? weights : Initializer.ZEROS,
                Parameter.Type.BIAS);
        blocks.add(block);
    }

    private void activation(org.mnist4j.config.Activation activation) {
        switch (activation) {
            case RELU -> blocks.add(Activation::relu);
            case TANH -> blocks.add(Activation::tanh);
            case SIGMOID -> blocks.add(Activation::sigmoid);
            case LEAKY_RELU -> blocks.add(Activation.leakyReluBlock(0.01f));
            case IDENTITY -> {}
        }
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }

    private static int size(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
