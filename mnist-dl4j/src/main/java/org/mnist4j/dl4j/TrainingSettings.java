package org.mnist4j.dl4j;

import org.mnist4j.config.Adam;
import org.mnist4j.config.AdamW;
import org.mnist4j.config.Averagings;
import org.mnist4j.config.CrossEntropy;
import org.mnist4j.config.EarlyStoppings;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.GradientClippings;
import org.mnist4j.config.Optimizer;
import org.mnist4j.config.RmsProp;
import org.mnist4j.config.Schedule;
import org.mnist4j.config.Schedules;
import org.mnist4j.config.Sgd;
import org.mnist4j.config.StepDecay;
import org.mnist4j.config.TrainingConfig;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * How an experiment trains, in Deeplearning4j's terms.
 *
 * @param weightDecay of weights, after the updater and times its learning rate; 0 for none
 */
record TrainingSettings(long seed, IUpdater updater, double weightDecay) {

    private static final String OWN_UPDATER = "; or pass an IUpdater, which replaces all training settings";

    /** The experiment's seed and the given updater. */
    static TrainingSettings of(ExperimentConfig config, IUpdater updater) {
        return new TrainingSettings(config.seed(), updater, 0);
    }

    /**
     * The experiment's seed, optimizer, schedule and weight decay.
     *
     * @throws BridgeException if Deeplearning4j has no such setting
     */
    static TrainingSettings of(ExperimentConfig config) {
        TrainingConfig training = config.training();
        if (config.loss() instanceof CrossEntropy loss) {
            require(loss.labelSmoothing() == 0, "loss.labelSmoothing", "Deeplearning4j does not smooth labels; use 0");
        }
        require(
                training.gradientClipping().equals(GradientClippings.noClipping()),
                "training.gradientClipping",
                "Deeplearning4j clips each layer's gradient, not that of the whole network; use noClipping");
        require(
                training.averaging().equals(Averagings.noAveraging()),
                "training.averaging",
                "Deeplearning4j does not average weights; use noAveraging");
        require(
                training.augmentation().isEmpty(),
                "training.augmentation",
                "augmentation is part of this library's Trainer; use none");
        require(
                training.earlyStopping().equals(EarlyStoppings.noEarlyStopping()),
                "training.earlyStopping",
                "Deeplearning4j's EarlyStoppingTrainer has this, not its configurations; use noEarlyStopping");
        require(
                training.warmUpEpochs() == 0,
                "training.warmUpEpochs",
                "its steps depend on the number of images, which a Deeplearning4j configuration does not know; use 0");
        return new TrainingSettings(
                config.seed(),
                updater(training.optimizer(), schedule(training)),
                training.optimizer() instanceof AdamW adamW ? adamW.weightDecay() : 0);
    }

    private static ISchedule schedule(TrainingConfig training) {
        Schedule schedule = training.schedule();
        double learningRate = training.optimizer().learningRate();
        if (schedule instanceof StepDecay step) {
            return new StepSchedule(ScheduleType.EPOCH, learningRate, step.factor(), step.everyEpochs());
        }
        require(
                schedule.equals(Schedules.constant()),
                "training.schedule",
                "Deeplearning4j has no such schedule; use constant or step");
        return new FixedSchedule(learningRate);
    }

    private static IUpdater updater(Optimizer optimizer, ISchedule schedule) {
        boolean constant = schedule instanceof FixedSchedule;
        IUpdater updater;
        if (optimizer instanceof Adam adam) {
            updater = new org.nd4j.linalg.learning.config.Adam(
                    adam.learningRate(), adam.beta1(), adam.beta2(), adam.epsilon());
        } else if (optimizer instanceof AdamW adamW) {
            updater = new org.nd4j.linalg.learning.config.Adam(
                    adamW.learningRate(), adamW.beta1(), adamW.beta2(), adamW.epsilon());
        } else if (optimizer instanceof RmsProp rmsProp) {
            updater = new org.nd4j.linalg.learning.config.RmsProp(
                    rmsProp.learningRate(), rmsProp.rho(), rmsProp.epsilon());
        } else {
            Sgd sgd = (Sgd) optimizer;
            require(
                    sgd.momentum() == 0 || sgd.nesterov(),
                    "training.optimizer.nesterov",
                    "Deeplearning4j has Nesterov's momentum only; use true, or a momentum of 0");
            require(
                    sgd.momentum() == 0 || constant,
                    "training.schedule",
                    "Deeplearning4j keeps the learning rate inside the velocity, so momentum carries on old rates; use"
                            + " constant, or a momentum of 0");
            updater = sgd.momentum() == 0
                    ? new org.nd4j.linalg.learning.config.Sgd(sgd.learningRate())
                    : new Nesterovs(sgd.learningRate(), sgd.momentum());
        }
        if (!constant) {
            updater.setLrAndSchedule(Double.NaN, schedule);
        }
        return updater;
    }

    private static void require(boolean sayable, String path, String reason) {
        if (!sayable) {
            throw new BridgeException(path, reason + OWN_UPDATER);
        }
    }
}
