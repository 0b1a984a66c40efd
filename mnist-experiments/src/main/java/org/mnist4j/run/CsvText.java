package org.mnist4j.run;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Splits CSV as in RFC 4180; lines may also end with {@code \n}. */
final class CsvText {

    private CsvText() {}

    /** The records, in which quoted cells may contain line breaks. */
    static List<String> records(Reader text) throws IOException {
        List<String> records = new ArrayList<>();
        StringBuilder record = new StringBuilder();
        boolean quoted = false;
        for (int c = text.read(); c >= 0; c = text.read()) {
            if (c == '\n' && !quoted) {
                int end = record.length() - 1;
                if (end >= 0 && record.charAt(end) == '\r') {
                    record.setLength(end);
                }
                records.add(record.toString());
                record.setLength(0);
            } else {
                quoted ^= c == '"';
                record.append((char) c);
            }
        }
        if (record.length() > 0) {
            records.add(record.toString());
        }
        return records;
    }

    /** The cells of a record, without their quotes. */
    static List<String> cells(String record) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (c == '"' && quoted && i + 1 < record.length() && record.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /** A name without the apostrophe that keeps spreadsheets from computing it. */
    static String name(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
