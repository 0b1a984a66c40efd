package org.mnist4j.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/** Arrays whose size is determined by a file. */
final class Buffers {

    private Buffers() {}

    /** Rejects lengths that exceed the maximum array size. */
    static void checkLength(String source, long length) {
        if (length > ImageDataset.MAX_PIXELS) {
            throw tooLarge(source, "at most " + ImageDataset.MAX_PIXELS + " bytes of data", length, null);
        }
    }

    /** Returns a longer copy; valid data may still exceed the available memory. */
    static byte[] grown(String source, byte[] bytes, long length) {
        checkLength(source, length);
        try {
            return Arrays.copyOf(bytes, (int) length);
        } catch (OutOfMemoryError e) {
            throw tooLarge(source, "data that fit into memory", length, e);
        }
    }

    private static DataFormatException tooLarge(
            String source, String expected, long length, @Nullable Throwable cause) {
        return new DataFormatException(
                Reason.LIMIT,
                source,
                expected,
                length + " bytes",
                cause == null ? "check the header, or reduce the data set" : "give Java a larger heap (-Xmx)",
                cause);
    }
}
