package org.mnist4j.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist4j.storage.PrintableText;

/**
 * Text from files and arguments as a terminal can show it.
 *
 * <p>A class name, a tensor's name or a file's name may hold codes that clear the screen, move the cursor or turn the
 * direction of what follows; each becomes a question mark.
 */
final class VisibleText {

    private static final int LONGEST_MESSAGE = 2000;

    private VisibleText() {}

    /** The same lines. */
    static String lines(String text) {
        return Arrays.stream(text.split("\n", -1)).map(PrintableText::of).collect(Collectors.joining("\n"));
    }

    /** One line that does not fill the screen: a message may list a thousand names. */
    static String message(@Nullable String text) {
        String line = oneLine(String.valueOf(text));
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE - 3) + "...";
    }

    /** One line, whatever the text has. */
    static String oneLine(String text) {
        return PrintableText.of(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
