package org.mnist4j.config;

import java.util.List;
import org.mnist4j.config.ConfigProblem.Rule;

/** Checks the parts of a training against each other, when each is right by itself. */
final class TrainingRules {

    private TrainingRules() {}

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
    }
}
