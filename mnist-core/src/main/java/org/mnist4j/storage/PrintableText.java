package org.mnist4j.storage;

import java.nio.charset.StandardCharsets;

/**
 * Makes text from a file safe for messages and logs: it may be long, or contain line breaks or terminal control codes.
 */
public final class PrintableText {

    private static final String NOT_PRINTED = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]";

    private PrintableText() {}

    /**
     * Replaces each character that could move the cursor, change the text direction or hide text by a question mark.
     */
    public static String of(String text) {
        return text.replaceAll(NOT_PRINTED, "?");
    }

    /**
     * Returns one line of at most {@code longest} characters; several lines are joined by semicolons.
     *
     * @param longest the maximum length, at least 3 for the dots that mark truncation
     */
    public static String line(String text, int longest) {
        String line = of(text.strip().replaceAll("\\s*\\R\\s*", "; "));
        return line.length() <= longest ? line : line.substring(0, longest - 3) + "...";
    }

    /** Returns the start of a name that can be stored as UTF-8: unpaired surrogates become question marks. */
    public static String storable(String name, int longest) {
        // Encoding replaces half a surrogate pair by a question mark, so truncating first is safe.
        String start = name.strip();
        start = start.substring(0, Math.min(longest, start.length()));
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
