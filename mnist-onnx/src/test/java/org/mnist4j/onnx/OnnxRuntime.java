package org.mnist4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.Predictions;

/** A file's predictions by Microsoft's ONNX Runtime, which knows nothing of this library. */
final class OnnxRuntime {

    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private OnnxRuntime() {}

    /** The output for all images as one batch of bytes, {@code [n][classes]}. */
    static float[][] onBytes(byte[] onnx, ImageDataset images) {
        ByteBuffer pixels =
                ByteBuffer.allocateDirect(images.size() * images.shape().size());
        for (int i = 0; i < images.size(); i++) {
            pixels.put(channelsFirst(images, i));
        }
        pixels.flip();
        try (OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, pixels, shape(images), OnnxJavaType.UINT8)) {
            return run(onnx, input);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The output for all images as one batch of floats, {@code [n][classes]}.
     *
     * @param scale the floats are {@code scale * pixel + shift}, pixels from 0 to 255
     */
    static float[][] onFloats(byte[] onnx, ImageDataset images, double scale, double shift) {
        FloatBuffer values = FloatBuffer.allocate(images.size() * images.shape().size());
        for (int i = 0; i < images.size(); i++) {
            for (byte pixel : channelsFirst(images, i)) {
                values.put((float) (scale * (pixel & 0xFF) + shift));
            }
        }
        values.flip();
        try (OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, values, shape(images))) {
            return run(onnx, input);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** The output for floats of any shape, {@code [n][classes]}. */
    static float[][] run(byte[] onnx, float[] values, long... shape) {
        try (OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(values), shape)) {
            return run(onnx, input);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static float[][] run(byte[] onnx, OnnxTensor input) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = ENVIRONMENT.createSession(onnx, options);
                    OrtSession.Result result = session.run(
                            Map.of(session.getInputNames().iterator().next(), input))) {
                return (float[][]) result.get(0).getValue();
            }
        }
    }

    private static long[] shape(ImageDataset images) {
        ImageShape shape = images.shape();
        return new long[] {images.size(), shape.channels(), shape.height(), shape.width()};
    }

    private static byte[] channelsFirst(ImageDataset images, int index) {
        int channels = images.shape().channels();
        byte[] pixels = images.pixels(index);
        byte[] turned = new byte[pixels.length];
        int positions = pixels.length / channels;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels; c++) {
                turned[c * positions + p] = pixels[p * channels + c];
            }
        }
        return turned;
    }

    /** The largest difference between a runtime's probabilities and a model's. */
    static double difference(float[][] probabilities, Predictions ours) {
        double largest = 0;
        for (int i = 0; i < probabilities.length; i++) {
            for (int c = 0; c < probabilities[i].length; c++) {
                largest = Math.max(largest, Math.abs(probabilities[i][c] - ours.probability(i, c)));
            }
        }
        return largest;
    }
}
