package org.mnist4j.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist4j.storage.PrintableText;

/**
 * Makes text from files and arguments safe to print on a terminal.
 *
 * <p>A class, tensor or file name may contain control codes that clear the screen, move the cursor or reverse the text
 * direction; each becomes a question mark.
 */
final class VisibleText {

    private static final int LONGEST_MESSAGE = 2000;

    private VisibleText() {}

    /** Keeps the line breaks. */
    static String lines(String text) {
        return Arrays.stream(text.split("\n", -1)).map(PrintableText::of).collect(Collectors.joining("\n"));
    }

    /** One line of limited length: a message may list a thousand names. */
    static String message(@Nullable String text) {
        String line = oneLine(String.valueOf(text));
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE - 3) + "...";
    }

    /** Joins all lines into one. */
    static String oneLine(String text) {
        return PrintableText.of(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
