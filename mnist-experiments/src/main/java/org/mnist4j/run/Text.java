package org.mnist4j.run;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mnist4j.storage.PrintableText;

/** Checks strings from files, or makes them safe for messages. */
final class Text {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int SHOWN = 100;

    private Text() {}

    static void requireSha256(String field, String value) {
        if (!SHA256.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + ": expected a SHA-256 as 64 lower-case hex digits, was " + visible(value));
        }
    }

    /** A line of 1 to {@code max} characters that a terminal can show. */
    static void requireLine(String field, String value, int max) {
        if (value.isBlank() || value.length() > max || !value.equals(printable(value))) {
            throw new IllegalArgumentException(field + ": expected 1 to " + max
                    + " printable characters, not all blank, was \"" + visible(value) + "\"");
        }
    }

    static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Removes characters that could move a terminal's cursor or hide text. */
    static String printable(String text) {
        return PrintableText.of(text);
    }

    /** Like {@link #printable}, but keeps line breaks. */
    static String printableLines(String text) {
        return text.lines().map(Text::printable).collect(Collectors.joining("\n"));
    }

    static String visible(String text) {
        String printable = printable(text);
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN - 3) + "...";
    }
}
