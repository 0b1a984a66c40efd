package org.mnist4j.config;

import java.util.List;
import java.util.Locale;
import org.mnist4j.config.ConfigProblem.Rule;

/** Checks the training settings against each other, once each is valid on its own. */
final class TrainingRules {

    private TrainingRules() {}

    /**
     * 2 GB of floats, the most that a checkpoint may contain: parameters, two moments, the best epoch's parameters and
     * those to average.
     */
    private static final long MAX_CHECKPOINT_VALUES = 500_000_000L;

    static void check(TrainingConfig training, List<ConfigProblem> problems) {
        if (training.optimizer() instanceof Sgd sgd && sgd.nesterov() && sgd.momentum() == 0) {
            problems.add(new ConfigProblem(
                    "training.optimizer.nesterov",
                    Rule.CONFLICT,
                    "needs momentum, which is 0; set training.optimizer.momentum, for instance to 0.9"));
        }
        if (training.warmUpEpochs() >= training.epochs()) {
            problems.add(new ConfigProblem(
                    "training.warmUpEpochs",
                    Rule.CONFLICT,
                    "must be less than training.epochs, which is " + training.epochs() + ", was "
                            + training.warmUpEpochs() + "; warm up for less, or train for longer"));
        }
        if (training.earlyStopping() instanceof Patience && training.validationFraction() == 0) {
            problems.add(new ConfigProblem(
                    "training.earlyStopping",
                    Rule.CONFLICT,
                    "needs a validation set; set training.validationFraction, for instance to 0.1"));
        }
    }

    /**
     * Checks the training settings against the network.
     *
     * @param input the shape of an image
     * @param parameters the network's number of parameters
     */
    static void checkNetwork(
            TrainingConfig training,
            MapShape input,
            List<Layer> layers,
            long parameters,
            List<ConfigProblem> problems) {
        MapShape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            boolean oneNumber = training.batchSize() == 1 && shape.height() == 1 && shape.width() == 1;
            if (oneNumber && layers.get(i) instanceof BatchNorm) {
                problems.add(new ConfigProblem(
                        "training.batchSize",
                        Rule.CONFLICT,
                        "must be at least 2 for layers[" + i
                                + "] (batchNorm), which normalizes over the images of a batch, was 1"));
                break;
            }
            shape = NetworkShapes.after(layers.get(i), shape);
        }
        if (training.averaging() instanceof LastEpochs last
                && (4L + last.epochs()) * parameters > MAX_CHECKPOINT_VALUES) {
            problems.add(new ConfigProblem(
                    "training.averaging.epochs",
                    Rule.TOO_MANY_PARAMETERS,
                    String.format(
                            Locale.ROOT,
                            "keeps the weights of %d epochs, too many for a network of %,d parameters; average fewer,"
                                    + " or use ema",
                            last.epochs(),
                            parameters)));
        }
    }
}
