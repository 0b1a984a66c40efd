package org.mnist4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist4j.config.FieldDifference;

/** Formats a comparison of runs as text of a given width. */
final class RunComparisonText {

    private static final String CUT = "..";
    private static final String MISSING = "none";

    private final int columns;
    private final List<String> lines = new ArrayList<>();

    private RunComparisonText(int columns) {
        this.columns = columns;
    }

    static String of(RunComparison comparison, int columns) {
        // First, because it rejects a width that is too small.
        String evaluation = comparison.evaluation().toText(columns);
        RunComparisonText text = new RunComparisonText(columns);
        text.run("A", comparison.first());
        text.run("B", comparison.second());
        text.line("evaluated on the same " + comparison.test().images() + " images of "
                + comparison.test().name());
        text.lines.add("");
        text.differences(comparison);
        text.lines.add("");
        return String.join("\n", text.lines) + "\n" + Text.printableLines(evaluation);
    }

    private void run(String name, Run run) {
        line(name + "  " + run.directory());
        line("   " + run.config().name() + ", seed " + run.manifest().seed() + ", "
                + run.config().summary().parameters() + " parameters");
    }

    private void differences(RunComparison comparison) {
        if (comparison.differences().isEmpty()) {
            line("configuration, images and library are the same");
        } else {
            line("differences between the runs:");
            comparison.differences().forEach(this::difference);
        }
        if (comparison.sameParameters()) {
            line("the models are bit-identical");
        }
    }

    /** On one line if it fits. */
    private void difference(FieldDifference one) {
        String first = shown(one.first());
        String second = shown(one.second());
        String line = "  " + one.path() + ": A " + first + ", B " + second;
        if (width(line) <= columns) {
            line(line);
        } else {
            line("  " + one.path());
            line("    A " + first);
            line("    B " + second);
        }
    }

    private static String shown(Optional<String> value) {
        return Text.printable(value.orElse(MISSING));
    }

    private void line(String text) {
        String printable = Text.printable(text);
        lines.add(
                width(printable) <= columns
                        ? printable
                        : printable.substring(0, printable.offsetByCodePoints(0, columns - CUT.length())) + CUT);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
