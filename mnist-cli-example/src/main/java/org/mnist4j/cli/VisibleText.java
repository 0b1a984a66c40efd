package org.mnist4j.cli;

/**
 * Text from files and arguments as a terminal can show it.
 *
 * <p>A class name, a tensor's name or a file's name may hold codes that clear the screen, move the cursor or turn the
 * direction of what follows; each becomes a question mark.
 */
final class VisibleText {

    private static final String NOT_SHOWN = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\n]]";

    private VisibleText() {}

    /** The same lines. */
    static String lines(String text) {
        return text.replaceAll(NOT_SHOWN, "?");
    }

    /** One line, whatever the text has. */
    static String oneLine(String text) {
        return lines(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
