package org.mnist4j.data;

/**
 * MNIST (LeCun, Cortes and Burges), loaded from the class path: 60,000 training and 10,000 test images of handwritten
 * digits, {@code 28x28x1}, 0 for the background and 255 for the ink.
 *
 * <p>Nothing is downloaded. The SHA-256 of every file's uncompressed bytes is checked each time it is read. Loading
 * takes a fraction of a second and 55 MB; load once and keep the result.
 */
public final class Mnist {

    private final TrainTest trainTest;

    private Mnist(TrainTest trainTest) {
        this.trainTest = trainTest;
    }

    /**
     * Loads both parts.
     *
     * @return the data set
     * @throws DataFormatException if the embedded files are missing or differ from the published ones
     */
    public static Mnist load() {
        return new Mnist(new TrainTest(loadTrain(), loadTest()));
    }

    /**
     * Loads only the 60,000 training images, as {@code mnist-train}.
     *
     * @return the data set
     * @throws DataFormatException if the embedded files are missing or differ from the published ones
     */
    public static ImageDataset loadTrain() {
        return EmbeddedMnist.TRAIN.load();
    }

    /**
     * Loads only the 10,000 test images, as {@code mnist-test}; the training files are not read.
     *
     * @return the data set
     * @throws DataFormatException if the embedded files are missing or differ from the published ones
     */
    public static ImageDataset loadTest() {
        return EmbeddedMnist.TEST.load();
    }

    /** Returns the 60,000 training images, {@code mnist-train}. */
    public ImageDataset train() {
        return trainTest.train();
    }

    /** Returns the 10,000 test images, {@code mnist-test}. */
    public ImageDataset test() {
        return trainTest.test();
    }

    /** Returns both parts as a value. */
    public TrainTest trainTest() {
        return trainTest;
    }
}
