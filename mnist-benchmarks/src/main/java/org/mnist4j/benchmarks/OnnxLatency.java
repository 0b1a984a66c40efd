package org.mnist4j.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;
import org.mnist4j.onnx.InputScaling;
import org.mnist4j.onnx.OnnxImport;

/**
 * One image at a time through a PyTorch network's ONNX file: imported by this library, and by ONNX Runtime's Java API on
 * one thread. Both in one process and in turns, from the image's bytes to the probabilities as an array.
 */
public final class OnnxLatency {

    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 3;

    private final byte[][] images;
    private final float[] values = new float[784];

    private OnnxLatency(ImageDataset test) {
        images = new byte[1000][];
        for (int i = 0; i < images.length; i++) {
            images[i] = test.pixels(i);
        }
    }

    private interface Prediction {
        float[] of(byte[] image) throws OrtException;
    }

    /** Takes a name, an ONNX file of values from 0 to 1, and the number of images in a round. */
    public static void main(String[] arguments) throws OrtException {
        String name = arguments[0];
        Path file = Path.of(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        OnnxLatency latency = new OnnxLatency(Mnist.loadTest());
        Model model = OnnxImport.of(file).scaling(InputScaling.unit()).read();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = environment.createSession(file.toString(), options)) {
                String input = session.getInputNames().iterator().next();
                Prediction ours = image -> model.predict(image).probabilities();
                Prediction theirs = image -> latency.runtime(environment, session, input, image);
                latency.requireSame(ours, theirs);
                double[][] times = new double[2][];
                for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
                    double[] own = latency.measure(ours, count);
                    double[] other = latency.measure(theirs, count);
                    boolean measured = round >= WARM_UP_ROUNDS;
                    times[0] = measured ? joined(times[0], own) : new double[0];
                    times[1] = measured ? joined(times[1], other) : new double[0];
                }
                print(name, "mnist4j", times[0]);
                print(name, "ONNX Runtime " + environment.getVersion() + " (Java)", times[1]);
            }
        }
    }

    private float[] runtime(OrtEnvironment environment, OrtSession session, String input, byte[] image)
            throws OrtException {
        for (int i = 0; i < values.length; i++) {
            values[i] = (image[i] & 0xFF) / 255f;
        }
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {1, 1, 28, 28});
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    private void requireSame(Prediction ours, Prediction theirs) throws OrtException {
        for (byte[] image : images) {
            float[] own = ours.of(image);
            float[] other = theirs.of(image);
            for (int c = 0; c < own.length; c++) {
                if (Math.abs(own[c] - other[c]) > 1e-5) {
                    throw new IllegalStateException("they differ: " + own[c] + " and " + other[c]);
                }
            }
        }
    }

    /** Microseconds of each prediction. */
    private double[] measure(Prediction prediction, int count) throws OrtException {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            byte[] image = images[i % images.length];
            long begin = System.nanoTime();
            prediction.of(image);
            times[i] = (System.nanoTime() - begin) / 1000.0;
        }
        return times;
    }

    private static double[] joined(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static void print(String name, String library, double[] times) {
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%s,%s,%.1f,%.1f%n",
                name,
                library,
                times[times.length / 2],
                times[(int) (0.99 * times.length)]);
    }
}
