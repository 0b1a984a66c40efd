package org.mnist4j.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.Initializer;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Everything in which two Deeplearning4j networks with the same layers can differ. */
interface Dl4jSettings {

    /** A builder with the settings for the whole network, such as its updater. */
    NeuralNetConfiguration.Builder network();

    /** Whether the network takes images both as feature maps and as vectors. */
    boolean takesAnyLayout();

    ILossFunction loss();

    /** Of the weights, not of biases; set layer by layer, for Deeplearning4j applies a whole network's weight decay twice. */
    List<Regularization> regularization();

    /** @param index the layer's index in the experiment */
    IDropout dropout(Dropout layer, int index);

    /**
     * How a layer's weights are drawn.
     *
     * @param path the initializer's path in the experiment
     * @param in inputs of each output
     * @param out outputs that each input has, where windows do not overlap
     */
    IWeightInit weights(Initializer initializer, String path, long in, long out);
}
