package org.mnist4j.doctor;

import java.util.List;
import org.mnist4j.doctor.Finding.Status;

/**
 * What a {@link Doctor} found, check by check.
 *
 * @param findings one per check, in reading order
 */
public record Diagnosis(List<Finding> findings) {

    private static final String INDENT = " ".repeat(6);

    /** Copies the list. */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Whether no check failed; there may be warnings. */
    public boolean healthy() {
        return count(Status.FAIL) == 0;
    }

    /** An aligned table, with the fix below each finding that has one, and the verdict; {@code \n} line ends. */
    public String toText() {
        int width = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(finding.status() == Status.OK ? "ok" : finding.status().name());
            pad(text, INDENT.length());
            text.append(finding.check());
            pad(text, INDENT.length() + width + 2);
            text.append(finding.found()).append('\n');
            appendIndented(text, finding.meaning());
            appendIndented(text, finding.fix());
        }
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    private String verdict() {
        long warnings = count(Status.WARN);
        String warned = warnings == 0 ? "" : ", with " + warnings + (warnings == 1 ? " warning" : " warnings");
        long failures = count(Status.FAIL);
        return failures == 0
                ? "mnist4j works here" + warned
                : failures + (failures == 1 ? " check" : " checks") + " failed" + warned;
    }

    private long count(Status status) {
        return findings.stream().filter(finding -> finding.status() == status).count();
    }

    private static void pad(StringBuilder text, int column) {
        int length = text.length() - (text.lastIndexOf("\n") + 1);
        text.append(" ".repeat(Math.max(0, column - length)));
    }

    private static void appendIndented(StringBuilder text, String lines) {
        lines.lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
    }

    /** {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
