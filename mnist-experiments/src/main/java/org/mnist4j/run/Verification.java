package org.mnist4j.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The result of verifying a run with {@link Runs}.
 *
 * @param directory the run
 * @param verdict the verdict
 * @param summary the verdict in a sentence
 * @param findings every difference from what the run records, the most important first; empty if there is none
 * @param extraFiles names in the directory that the manifest does not list; they are not part of the run
 * @param rule why equal bits were required or not; empty if nothing was trained
 * @param accuracyTolerance the largest allowed difference of the two accuracies, in [0, 1]; empty if nothing was trained or the bits must
 *     be equal
 * @param notCovered what the run says that this verdict does not vouch for
 * @param partingEpoch the first epoch, from 1, whose training loss differs from {@code history.csv}; empty if there is none
 */
public record Verification(
        Path directory,
        Verdict verdict,
        String summary,
        List<Discrepancy> findings,
        List<String> extraFiles,
        Optional<String> rule,
        OptionalDouble accuracyTolerance,
        List<String> notCovered,
        OptionalInt partingEpoch) {

    private static final int FINDINGS_SHOWN = 10;
    private static final int LONGEST_LINE = 1000;

    /** Copies the lists. */
    public Verification {
        findings = List.copyOf(findings);
        extraFiles = List.copyOf(extraFiles);
        notCovered = List.copyOf(notCovered);
    }

    static Verification untrained(
            Path directory, Verdict verdict, String summary, List<Discrepancy> findings, List<String> extraFiles) {
        return new Verification(
                directory,
                verdict,
                summary,
                findings,
                extraFiles,
                Optional.empty(),
                OptionalDouble.empty(),
                List.of(),
                OptionalInt.empty());
    }

    /**
     * The verdict on the first line, then the reasons, at most 10, one per line; without a final line end. Control
     * characters in names from the run are shown as question marks.
     */
    public String toText() {
        StringBuilder text = new StringBuilder(
                verdict + "  " + Text.printable(directory.toString()) + "\n" + Text.printable(summary));
        for (Discrepancy finding : findings.subList(0, Math.min(FINDINGS_SHOWN, findings.size()))) {
            text.append("\n  ").append(shortened(finding.toString()));
        }
        if (findings.size() > FINDINGS_SHOWN) {
            text.append("\n  and ").append(findings.size() - FINDINGS_SHOWN).append(" more, all listed in the JSON");
        }
        partingEpoch.ifPresent(epoch ->
                text.append("\n  the training loss first differs in epoch ").append(epoch));
        rule.ifPresent(words -> text.append("\nrule: ").append(Text.printable(words)));
        accuracyTolerance.ifPresent(tolerance -> {
            if (verdict == Verdict.REPRODUCED_WITHIN_TOLERANCE || verdict == Verdict.DIFFERS) {
                text.append(String.format(Locale.ROOT, "\ntolerance: the accuracies may differ by %.6f", tolerance));
            }
        });
        if (!notCovered.isEmpty()) {
            text.append("\nnot covered: ").append(shortened(String.join(", ", notCovered)));
        }
        if (!extraFiles.isEmpty()) {
            text.append("\nnot part of the run: ").append(shortened(String.join(", ", extraFiles)));
        }
        return text.toString();
    }

    /** On one line, although some advice has several. */
    private static String shortened(String text) {
        String printable = Text.printable(text.replaceAll("\\s*\\R\\s*", " "));
        return printable.length() <= LONGEST_LINE ? printable : printable.substring(0, LONGEST_LINE - 3) + "...";
    }

    /** Everything as indented JSON with {@code \n} line ends: always all fields in this order, {@code null} for what is empty. */
    public String toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("verdict", verdict.name());
        node.put("directory", directory.toString());
        node.put("summary", summary);
        node.putArray("findings");
        for (Discrepancy finding : findings) {
            ObjectNode row = node.withArray("findings").addObject();
            row.put("subject", finding.subject());
            row.put("expected", finding.expected());
            row.put("actual", finding.actual());
        }
        if (partingEpoch.isPresent()) {
            node.put("partingEpoch", partingEpoch.getAsInt());
        } else {
            node.putNull("partingEpoch");
        }
        node.put("rule", rule.orElse(null));
        if (accuracyTolerance.isPresent()) {
            node.put("accuracyTolerance", accuracyTolerance.getAsDouble());
        } else {
            node.putNull("accuracyTolerance");
        }
        node.putArray("notCovered");
        notCovered.forEach(node.withArray("notCovered")::add);
        node.putArray("extraFiles");
        extraFiles.forEach(node.withArray("extraFiles")::add);
        return ManifestWriter.indented(node);
    }

    /** {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
