package org.mnist4j.metrics;

import java.nio.charset.StandardCharsets;

/** A name as a cell of a CSV file, quoted as in RFC 4180 and never computed by a spreadsheet. */
final class CsvCell {

    /**
     * What makes spreadsheets take a cell for a formula, also in full width, according to OWASP's "CSV Injection"; and the
     * apostrophe, so that the one put before a name can always be taken away.
     */
    private static final String GUARDED = "=+-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvCell() {}

    static String of(String name) {
        // A file name may contain half a surrogate pair, which UTF-8 cannot encode.
        String text = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        if (!text.isEmpty() && GUARDED.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean needsQuotes = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
