package org.mnist4j.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/**
 * Successive halving: all settings are trained for few epochs, the best of them for more, and so on; only the last ones for
 * all epochs of the experiment.
 *
 * <p>A rung of {@code n} settings passes its best {@code n / factor}, rounded down and at least 1, on to the next, which
 * trains them on from their checkpoints to about {@code factor} times the epochs. The decision is taken when all trials of
 * the rung have ended, so that it does not depend on which ends first. See Jamieson and Talwalkar, "Non-stochastic best arm
 * identification and hyperparameter optimization", AISTATS 2016, and, for the variant that does not wait, Li et al., "A
 * system for massively parallel hyperparameter tuning", MLSys 2020.
 *
 * @param minEpochs the fewest epochs of a rung
 * @param factor how many settings of a rung there are for one of the next
 */
@Describe("successive halving: the best settings of few epochs are trained on")
public record Halving(
        @Describe(value = "fewest epochs of a rung", min = 1, max = 100_000, defaultJson = "1")
        int minEpochs,

        @Describe(
                value = "how many settings of a rung there are for one of the next, with that many times the epochs",
                min = 2,
                max = 100,
                defaultJson = "3")
        int factor) {

    /**
     * Checks the bounds.
     *
     * @throws ConfigException if a value is out of bounds
     */
    public Halving {
        List<ConfigProblem> problems = new ArrayList<>();
        Object[] values = {minEpochs, factor};
        RecordComponent[] components = Halving.class.getRecordComponents();
        for (int i = 0; i < values.length; i++) {
            String path = "halving." + components[i].getName();
            ConfigRules.checkField(path, ConfigSchema.description(components[i]), values[i], problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException("halving", problems);
        }
    }

    /**
     * The epochs of each rung, ascending: {@code epochs}, and before it the quotient by {@code factor}, rounded down, as
     * long as that is {@code minEpochs} or more. For 9 epochs, at least 1 and factor 3, these are 1, 3 and 9.
     *
     * @param epochs the epochs of a whole training
     */
    public List<Integer> rungs(int epochs) {
        LinkedList<Integer> rungs = new LinkedList<>(List.of(epochs));
        for (int fewer = epochs / factor; fewer >= minEpochs; fewer /= factor) {
            rungs.addFirst(fewer);
        }
        return List.copyOf(rungs);
    }

    /** The number of settings, of {@code settings} in a rung, that go on to the next. */
    public int survivors(int settings) {
        return Math.max(1, settings / factor);
    }
}
