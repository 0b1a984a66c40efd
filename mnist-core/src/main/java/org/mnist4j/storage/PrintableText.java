package org.mnist4j.storage;

/**
 * Text that came from a file, fit for a message or a log: it may be long, have line breaks, or hold codes that a terminal
 * would obey.
 */
public final class PrintableText {

    private static final String NOT_PRINTED = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]";

    private PrintableText() {}

    /** A question mark in place of each code that could move a cursor, turn the direction of the text or hide some of it. */
    public static String of(String text) {
        return text.replaceAll(NOT_PRINTED, "?");
    }

    /**
     * One line of at most so many characters; what several lines say is joined by semicolons.
     *
     * @param longest at least 3, for the dots in place of what is left out
     */
    public static String line(String text, int longest) {
        String line = of(text.strip().replaceAll("\\s*\\R\\s*", "; "));
        return line.length() <= longest ? line : line.substring(0, longest - 3) + "...";
    }
}
