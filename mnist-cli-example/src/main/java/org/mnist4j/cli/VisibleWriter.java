package org.mnist4j.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist4j.storage.PrintableText;

/**
 * Replaces control codes in all that is written, except tabs, line breaks and the styles of {@link Style}: paths, class names and
 * messages come from outside.
 */
final class VisibleWriter extends FilterWriter {

    private static final Pattern KEPT = Pattern.compile("\\t|\\r?\\n|\\x1b\\[(0|1|2|1;3[23])m");

    VisibleWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int character) throws IOException {
        write(Character.toString((char) character));
    }

    @Override
    public void write(char[] characters, int from, int count) throws IOException {
        write(new String(characters, from, count));
    }

    @Override
    public void write(String text, int from, int count) throws IOException {
        write(text.substring(from, from + count));
    }

    @Override
    public void write(String text) throws IOException {
        Matcher kept = KEPT.matcher(text);
        int from = 0;
        while (kept.find()) {
            out.write(PrintableText.of(text.substring(from, kept.start())));
            out.write(kept.group());
            from = kept.end();
        }
        out.write(PrintableText.of(text.substring(from)));
    }
}
