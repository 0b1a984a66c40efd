package org.mnist4j.data.augment;

import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Intermediate results of one thread in {@link Augmenter#apply}; nothing in it is kept between calls. */
public final class Workspace {

    final ImageShape shape;
    /** The source point of each pixel of the result, {@code [height * width]}, row by row. */
    final float[] x;

    final float[] y;
    final float[] padded; // [height + 3][width + 3][channels], the source with zeros around it

    // Two fields side by side: the displacements along x and along y.
    final float[][] byColumn; // [width][2 height]
    final float[][] smoothedByColumn; // [width][2 height]
    final float[][] byRow; // [height][2 width]
    final float[][] smoothedByRow; // [height][2 width]

    private final RandomStream ofImage = RandomStream.of(0, "");
    private final RandomStream random = RandomStream.of(0, "");

    Workspace(ImageShape shape) {
        this.shape = shape;
        int height = shape.height();
        int width = shape.width();
        this.x = new float[height * width];
        this.y = new float[height * width];
        this.padded = new float[(height + 3) * (width + 3) * shape.channels()];
        this.byColumn = new float[width][2 * height];
        this.smoothedByColumn = new float[width][2 * height];
        this.byRow = new float[height][2 * width];
        this.smoothedByRow = new float[height][2 * width];
    }

    void begin(RandomStream root, int epoch, int image) {
        ofImage.branchOff(root, epoch);
        ofImage.branchOff(ofImage, image);
    }

    /** Returns the random stream of one operation on the current image, in its initial state. */
    RandomStream random(int operation) {
        random.branchOff(ofImage, operation);
        return random;
    }
}
