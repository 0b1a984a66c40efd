package org.mnist4j.cli;

import java.util.Map;

/**
 * Where results are printed: a terminal, or a file or pipe, whose content is the same on every machine.
 *
 * @param terminal whether this is a terminal
 * @param columns the maximum line length on a terminal in characters, 40 to 1000
 * @param colour whether a terminal may show colours
 */
record Screen(boolean terminal, int columns, boolean colour) {

    static final Screen FILE = new Screen(false, 80, false);

    private static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 40;
    private static final int MAX_COLUMNS = 1000;

    /**
     * The terminal described by the environment: its width from {@code COLUMNS}; no colours if {@code NO_COLOR} is set and
     * not empty, or {@code TERM} is {@code dumb}, or neither {@code TERM} nor Windows Terminal's {@code WT_SESSION} is set.
     */
    static Screen terminal(Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", environment.containsKey("WT_SESSION") ? "windows" : "dumb");
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty() && !kind.equals("dumb");
        return new Screen(true, columns(environment.getOrDefault("COLUMNS", "")), colour);
    }

    private static int columns(String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            return DEFAULT_COLUMNS;
        }
        return Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, Integer.parseInt(text)));
    }
}
