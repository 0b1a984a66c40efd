package org.mnist4j.data.augment;

import java.util.List;
import org.mnist4j.data.ImageShape;

/** Applies one or more composed warps, with one bilinear interpolation in the source per pixel. */
final class Resample implements Step {

    private final int height;
    private final int width;
    private final int channels;
    private final List<Warp> warps; // in the order of application

    Resample(ImageShape shape, List<Warp> warps) {
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.warps = warps;
    }

    @Override
    public void apply(byte[] image, Workspace workspace) {
        pad(image, workspace.padded);
        // From the result back to the source, so the last warp comes first.
        int last = warps.size() - 1;
        warps.get(last).mapPixels(workspace);
        for (int i = last - 1; i >= 0; i--) {
            warps.get(i).mapPoints(workspace);
        }
        clamp(workspace.x, width + 1);
        clamp(workspace.y, height + 1);
        for (int channel = 0; channel < channels; channel++) {
            sample(workspace, channel, image);
        }
    }

    /** The image padded with zeros, one row and column before it and two after; the padding is never written. */
    private void pad(byte[] image, float[] padded) {
        int stride = (width + 3) * channels;
        int from = 0;
        for (int row = 0; row < height; row++) {
            int to = (row + 1) * stride + channels;
            for (int end = to + width * channels; to < end; to++) {
                padded[to] = image[from++] & 0xFF;
            }
        }
    }

    /**
     * Coordinates start at the padding, so that they are never negative; beyond the padding everything is 0, as at its
     * end.
     */
    private static void clamp(float[] places, float end) {
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.min(Math.max(places[i] + 1, 0), end);
        }
    }

    private void sample(Workspace workspace, int channel, byte[] target) {
        float[] padded = workspace.padded;
        float[] xs = workspace.x;
        float[] ys = workspace.y;
        int stride = (width + 3) * channels;
        for (int i = 0; i < xs.length; i++) {
            int column = (int) xs[i];
            int row = (int) ys[i];
            int at = row * stride + column * channels + channel;
            float value = Bilinear.between(
                    padded[at],
                    padded[at + channels],
                    padded[at + stride],
                    padded[at + stride + channels],
                    xs[i] - column,
                    ys[i] - row);
            target[i * channels + channel] = (byte) (value + 0.5f);
        }
    }
}
