package org.mnist4j.config;

/** Makes layers, for a static import: {@code layers(dense(128).activation(RELU), dropout(0.2))}. */
public final class Layers {

    private Layers() {}

    /** A fully connected layer with ReLU and {@link Initializer#HE_NORMAL} until told otherwise. */
    public static Dense dense(int units) {
        return new Dense(units, Activation.RELU, Initializer.HE_NORMAL);
    }

    /** Dropout with the given probability of dropping a value, in [0, 1). */
    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    /** The output layer, with {@link Initializer#XAVIER} until told otherwise. */
    public static Softmax softmax() {
        return new Softmax(Initializer.XAVIER);
    }
}
