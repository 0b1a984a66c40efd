package org.mnist4j.cli;

/** Terminal styles for parts of the text. */
enum Style {
    PLAIN(""),
    HEADLINE("\u001b[1m"),
    CORRECT("\u001b[1;32m"),
    CONFUSED("\u001b[1;33m"),
    ZERO("\u001b[2m");

    private static final String END = "\u001b[0m";

    private final String start;

    Style(String start) {
        this.start = start;
    }

    String on(String text, Screen screen) {
        return screen.colour() && !start.isEmpty() ? start + text + END : text;
    }
}
