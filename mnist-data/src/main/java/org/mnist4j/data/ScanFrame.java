package org.mnist4j.data;

/**
 * The black edge of a scan, or the white margin of a screenshot: rows and columns of one tone around a sheet of the other.
 *
 * <p>From each side, rows or columns belong to the frame as long as 19 of 20 of their pixels have its tone, dark or light by Otsu's
 * threshold, for at most a quarter of the picture. It is a frame only if three quarters of each edge of the rest have the other tone, and
 * the rest has some of its own, the ink: the empty margin around a digit is none.
 */
final class ScanFrame {

    private static final double LEAST_FRAME = 0.95;
    private static final double LEAST_PAPER = 0.75;
    private static final int MOST_DEPTH = 4; // one in so many rows or columns
    private static final int SOFT = 200; // the blurred edge of the frame: one in so many
    private static final int LEAST_SIDE = 8;

    private final GreyImage image;
    private final double threshold;
    private final boolean light;
    private int top;
    private int left;
    private int bottom; // the first row below the rest
    private int right;

    private ScanFrame(GreyImage image, double threshold, boolean light) {
        this.image = image;
        this.threshold = threshold;
        this.light = light;
        this.bottom = image.height();
        this.right = image.width();
    }

    /** Returns the picture without its frame, or the picture itself if it has none. */
    static GreyImage removed(GreyImage image) {
        PixelBox sheet = sheet(image);
        if (sheet.height() == image.height() && sheet.width() == image.width()) {
            return image;
        }
        return image.cut(
                sheet.top(), sheet.left(), sheet.top() + sheet.height(), sheet.left() + sheet.width(), (y, x) -> true);
    }

    /** Returns the part of the picture that is no frame. */
    static PixelBox sheet(GreyImage image) {
        PixelBox whole = new PixelBox(0, 0, image.width(), image.height());
        if (Math.min(image.height(), image.width()) < LEAST_SIDE) {
            return whole;
        }
        double threshold = Otsu.threshold(image);
        for (boolean light : new boolean[] {false, true}) {
            ScanFrame frame = new ScanFrame(image, threshold, light);
            if (frame.isFound()) {
                return new PixelBox(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
            }
        }
        return whole;
    }

    private boolean isFound() {
        shrink();
        shrink(); // the ends of a row belong to the frame at the sides, which is known only now
        if (bottom - top == image.height() && right - left == image.width()) {
            return false;
        }
        int soft = Math.max(1, Math.max(image.height(), image.width()) / SOFT);
        top += top > 0 ? soft : 0;
        left += left > 0 ? soft : 0;
        bottom -= bottom < image.height() ? soft : 0;
        right -= right < image.width() ? soft : 0;
        double most = 1 - LEAST_PAPER;
        return share(top, left, top + 1, right) <= most
                && share(bottom - 1, left, bottom, right) <= most
                && share(top, left, bottom, left + 1) <= most
                && share(top, right - 1, bottom, right) <= most
                && share(top, left, bottom, right) > 0;
    }

    private void shrink() {
        int rows = image.height() / MOST_DEPTH;
        int columns = image.width() / MOST_DEPTH;
        while (top < rows && share(top, left, top + 1, right) >= LEAST_FRAME) {
            top++;
        }
        while (image.height() - bottom < rows && share(bottom - 1, left, bottom, right) >= LEAST_FRAME) {
            bottom--;
        }
        while (left < columns && share(top, left, bottom, left + 1) >= LEAST_FRAME) {
            left++;
        }
        while (image.width() - right < columns && share(top, right - 1, bottom, right) >= LEAST_FRAME) {
            right--;
        }
    }

    /** The share of a box that has the frame's tone. */
    private double share(int fromRow, int fromColumn, int toRow, int toColumn) {
        int count = 0;
        for (int y = fromRow; y < toRow; y++) {
            for (int x = fromColumn; x < toColumn; x++) {
                count += image.value(y, x) > threshold == light ? 1 : 0;
            }
        }
        return (double) count / ((toRow - fromRow) * (toColumn - fromColumn));
    }
}
