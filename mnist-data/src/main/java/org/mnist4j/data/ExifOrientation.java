package org.mnist4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the stored rows and columns of an image are to be turned, as EXIF data say (CIPA DC-008, tag {@code Orientation}).
 *
 * <p>Cameras and phones store what the sensor saw, and note how they were held.
 */
enum ExifOrientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    MIRRORED_UPSIDE_DOWN(false, false, true),
    TRANSPOSED(true, false, false),
    QUARTER_TURN_RIGHT(true, false, true),
    TRANSVERSE(true, true, true),
    QUARTER_TURN_LEFT(true, true, false);

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    /** Whether rows are stored as columns; whether stored columns, and stored rows, are counted from the end. */
    private final boolean transposed;

    private final boolean columnsReversed;
    private final boolean rowsReversed;

    ExifOrientation(boolean transposed, boolean columnsReversed, boolean rowsReversed) {
        this.transposed = transposed;
        this.columnsReversed = columnsReversed;
        this.rowsReversed = rowsReversed;
    }

    /**
     * Returns the orientation in the first image directory of EXIF data. Data without one, and the undefined values that
     * some programs write, such as 0, mean upright, as in other viewers.
     *
     * @param tiff the data from the TIFF header on
     */
    static ExifOrientation of(ByteBuffer tiff) {
        if (tiff.limit() < 8 || tiff.get(0) != tiff.get(1) || tiff.get(0) != 'I' && tiff.get(0) != 'M') {
            return UPRIGHT;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 0 || directory > tiff.limit() - 2) {
            return UPRIGHT;
        }
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int entry = directory + 2; entries > 0 && entry + 12 <= tiff.limit(); entry += 12, entries--) {
            if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                return switch (tiff.getShort(entry + 2)) {
                    case SHORT -> ofTag(tiff.getShort(entry + 8));
                    case LONG -> ofTag(tiff.getInt(entry + 8));
                    default -> UPRIGHT;
                };
            }
        }
        return UPRIGHT;
    }

    private static ExifOrientation ofTag(int value) {
        return value < 1 || value > values().length ? UPRIGHT : values()[value - 1];
    }

    /** Returns the value of the tag, 1 to 8. */
    int tag() {
        return ordinal() + 1;
    }

    /** Whether the upright image is as wide as the stored one is high. */
    boolean swapsSides() {
        return transposed;
    }

    /** Returns the stored column of a pixel of the upright image. */
    int storedX(int y, int x, int storedWidth) {
        int column = transposed ? y : x;
        return columnsReversed ? storedWidth - 1 - column : column;
    }

    /** Returns the stored row of a pixel of the upright image. */
    int storedY(int y, int x, int storedHeight) {
        int row = transposed ? x : y;
        return rowsReversed ? storedHeight - 1 - row : row;
    }
}
