package org.mnist4j.doctor;

import java.util.Locale;

/** Formats numbers of bytes. */
final class Sizes {

    private Sizes() {}

    /** For instance {@code 512 MiB} or {@code 5.9 GiB}. */
    static String text(long bytes) {
        long mebibytes = bytes >> 20;
        return mebibytes < 1024 ? mebibytes + " MiB" : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024.0);
    }
}
