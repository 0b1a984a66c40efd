package org.mnist4j.engine;

/**
 * Everything an engine carries from one step to the next: an engine opened with it goes on to the same bits. All arrays
 * have the order and layout of {@code NetworkSummary.tensors()}. They are not copied, for they may be large: whoever makes a
 * state hands them over.
 *
 * @param parameters the network's parameters
 * @param firstMoments Adam's {@code m}, the velocity of gradient descent with momentum, or RMSProp's {@code v}; as many
 * @param secondMoments Adam's {@code v}, as many; none for an optimizer that has no such thing
 * @param averages the moving average of the parameters, as many; none without averaging over steps
 * @param steps how many steps the optimizer has made, 0 or more
 */
public record EngineState(
        float[] parameters, float[] firstMoments, float[] secondMoments, float[] averages, long steps) {

    /** Checks the lengths. */
    public EngineState {
        if (firstMoments.length != parameters.length
                || (secondMoments.length != 0 && secondMoments.length != parameters.length)
                || (averages.length != 0 && averages.length != parameters.length)
                || steps < 0) {
            throw new IllegalArgumentException("a state of " + parameters.length + " parameters cannot have "
                    + firstMoments.length + " first and " + secondMoments.length + " second moments and "
                    + averages.length + " averages after " + steps + " steps");
        }
    }

    /** Before the first step: all moments are zero. */
    static EngineState initial(float[] parameters, ParameterUpdate update) {
        return new EngineState(
                parameters,
                new float[parameters.length],
                new float[update.hasSecondMoments() ? parameters.length : 0],
                update.hasAverages() ? parameters.clone() : new float[0],
                0);
    }
}
