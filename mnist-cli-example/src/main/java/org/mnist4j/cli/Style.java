package org.mnist4j.cli;

/** How a terminal sets a piece of text apart. */
enum Style {
    PLAIN(""),
    HEADLINE("\u001b[1m"),
    RIGHT("\u001b[1;32m"),
    CONFUSED("\u001b[1;33m"),
    NOTHING("\u001b[2m");

    private static final String END = "\u001b[0m";

    private final String start;

    Style(String start) {
        this.start = start;
    }

    String on(String text, Screen screen) {
        return screen.colour() && !start.isEmpty() ? start + text + END : text;
    }
}
