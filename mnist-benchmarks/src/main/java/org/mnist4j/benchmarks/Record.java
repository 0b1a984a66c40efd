package org.mnist4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A row of records.csv.
 *
 * @param name distinct, such as {@code cnn-fast-1}, or {@code cnn-fast-1-5} of an ensemble
 * @param experiment a file in experiments/ without its ending
 * @param configuration the first {@value #HASH_DIGITS} digits of that file's hash
 * @param seeds what the file's seed was replaced by, such as 1; of an ensemble the first and the last, such as 1-5
 * @param commit that of the build
 * @param engine which trained it
 * @param kernels which did; they change no bit
 * @param correct how many of the 10,000 test images are right
 * @param seconds of training on an otherwise idle machine; empty if that was not measured
 * @param looks how often the test images were used while the settings could still be changed, this time included
 * @param images the first {@value #HASH_DIGITS} digits of the training images' fingerprint
 */
record Record(
        String name,
        String experiment,
        String configuration,
        Seeds seeds,
        String commit,
        String engine,
        String kernels,
        int correct,
        String seconds,
        int looks,
        String images) {

    static final String HEADER =
            "row,experiment,configuration,seeds,commit,engine,kernels,correct,seconds,looks,images";
    static final int HASH_DIGITS = 12;

    /** @throws IllegalArgumentException if the file is no such table, with the line */
    static List<Record> readAll(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + ": there is no such file");
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException(file + " must begin with the line " + HEADER);
        }
        List<Record> records = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                records.add(of(lines.get(i).split(",", -1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return records;
    }

    private static Record of(String[] cells) {
        int columns = HEADER.split(",").length;
        if (cells.length != columns) {
            throw new IllegalArgumentException("expected " + columns + " columns, found " + cells.length);
        }
        return new Record(
                cells[0],
                cells[1],
                cells[2],
                Seeds.of(cells[3]),
                cells[4],
                cells[5],
                cells[6],
                Integer.parseInt(cells[7]),
                cells[8],
                Integer.parseInt(cells[9]),
                cells[10]);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-15s %d right; %s.json %s, %s; commit %s, engine %s, kernels %s; seconds %s; looks at the test images %d; training images %s",
                name,
                correct,
                experiment,
                configuration,
                seeds,
                commit,
                engine,
                kernels,
                seconds.isEmpty() ? "not recorded" : seconds,
                looks,
                images);
    }

    /** Of one model, or of all members of an ensemble. */
    record Seeds(long first, long last) {
        Seeds {
            if (first > last) {
                throw new IllegalArgumentException("the first seed, " + first + ", is greater than the last, " + last);
            }
        }

        private static Seeds of(String cell) {
            String[] ends = cell.split("-", 2);
            return new Seeds(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        }

        @Override
        public String toString() {
            return first == last ? "seed " + first : "ensemble of the seeds " + first + " to " + last;
        }
    }
}
