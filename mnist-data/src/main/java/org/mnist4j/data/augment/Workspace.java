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

    // One channel of the image, and its transpose.
    final float[][] rows; // [height][width]
    final float[][] smoothedRows; // [height][width]
    final float[][] columns; // [width][height]
    final float[][] smoothedColumns; // [width][height]

    final int[] levels; // [height * width], one channel of the image
    final int[] otherLevels; // [height * width]
    final boolean[] cells; // [height + 2][width + 2], with a frame of paper around them
    final int[] places; // [2 * height * width]
    final byte[] mapped = new byte[256]; // the new level of each level

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
        this.rows = new float[height][width];
        this.smoothedRows = new float[height][width];
        this.columns = new float[width][height];
        this.smoothedColumns = new float[width][height];
        this.levels = new int[height * width];
        this.otherLevels = new int[height * width];
        this.cells = new boolean[(height + 2) * (width + 2)];
        this.places = new int[2 * height * width];
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
