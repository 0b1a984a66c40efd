package org.mnist4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist4j.config.FieldDifference;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.metrics.Bootstrap;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.run.RunFormatException.Reason;

/**
 * Two runs on the same test images: which model is better, by how much, how certain that is, on which images they disagree,
 * and how the runs differ.
 *
 * <pre>{@code
 * RunComparison comparison = RunComparison.of(Run.open(Path.of("runs/a")), Run.open(Path.of("runs/b")));
 * comparison.evaluation().mcNemar().exactPValue();
 * System.out.println(comparison.toText());
 * }</pre>
 *
 * <p>It is computed from the runs' predictions, whose hashes are checked; no model is loaded and no image is needed. Texts call
 * the first run A and the second run B.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class RunComparison {

    private static final int DEFAULT_COLUMNS = 80;

    private final Run first;
    private final Run second;
    private final PairedEvaluation evaluation;
    private final List<FieldDifference> differences;

    private RunComparison(Run first, Run second, PairedEvaluation evaluation) {
        this.first = first;
        this.second = second;
        this.evaluation = evaluation;
        this.differences = differences(first.manifest(), second.manifest());
    }

    /**
     * Compares two runs with 1,000 resamples and a confidence of 0.95; 10,000 test images take about two seconds.
     *
     * @throws DifferentTestSetsException if the fingerprints of their test images differ
     * @throws RunFormatException if a run's predictions are missing, changed, or not those of its manifest, naming the file
     */
    public static RunComparison of(Run first, Run second) {
        return compare(first, second, Optional.empty());
    }

    /**
     * Compares two runs.
     *
     * @param bootstrap the bootstrap for the intervals
     * @throws DifferentTestSetsException as {@link #of(Run, Run)}
     * @throws RunFormatException as {@link #of(Run, Run)}
     */
    public static RunComparison of(Run first, Run second, Bootstrap bootstrap) {
        return compare(first, second, Optional.of(bootstrap));
    }

    private static RunComparison compare(Run first, Run second, Optional<Bootstrap> bootstrap) {
        requireSameTestSet(first, second);
        Predictions answers = predictions(first);
        Predictions others = predictions(second);
        requireSameLabels(answers, second, others);
        return new RunComparison(
                first,
                second,
                bootstrap
                        .map(chosen -> PairedEvaluation.of(answers, others, chosen))
                        .orElseGet(() -> PairedEvaluation.of(answers, others)));
    }

    private static void requireSameTestSet(Run first, Run second) {
        RunData data = first.manifest().data();
        RunData other = second.manifest().data();
        if (!data.test().fingerprint().equals(other.test().fingerprint())) {
            throw new DifferentTestSetsException(first.directory(), data.test(), second.directory(), other.test());
        }
        if (!data.classNames().equals(other.classNames())) {
            throw new RunFormatException(
                            RunDirectory.MANIFEST,
                            "data.classNames",
                            Reason.CONTRADICTION,
                            "are not those of " + first.directory()
                                    + ", although both name the same test images; one of the two was modified")
                    .in(second.directory());
        }
    }

    private static Predictions predictions(Run run) {
        try {
            return run.predictions();
        } catch (RunFormatException e) {
            throw e.in(run.directory());
        }
    }

    /** A hand-written manifest may name images that do not match the predictions. */
    private static void requireSameLabels(Predictions answers, Run second, Predictions others) {
        for (int i = 0; i < answers.size(); i++) {
            if (answers.label(i) != others.label(i)) {
                throw new RunFormatException(
                                RunDirectory.PREDICTIONS,
                                "line " + (i + 2),
                                Reason.CONTRADICTION,
                                "label: expected " + answers.label(i) + ", as in the other run, was " + others.label(i)
                                        + "; one of the two was modified")
                        .in(second.directory());
            }
        }
    }

    private static List<FieldDifference> differences(RunManifest first, RunManifest second) {
        List<FieldDifference> differences = new ArrayList<>();
        FieldDifference.between(first.config(), second.config())
                .forEach(
                        one -> differences.add(new FieldDifference("config." + one.path(), one.first(), one.second())));
        add(
                differences,
                "data.training",
                Optional.of(first.data().training()),
                Optional.of(second.data().training()));
        add(
                differences,
                "data.validation",
                first.data().validation(),
                second.data().validation());
        add(differences, "engine", first.engine(), second.engine());
        add(
                differences,
                "build.version",
                first.build().version(),
                second.build().version());
        add(differences, "build.commit", first.build().commit(), second.build().commit());
        return List.copyOf(differences);
    }

    private static void add(
            List<FieldDifference> differences,
            String path,
            Optional<DatasetIdentity> first,
            Optional<DatasetIdentity> second) {
        if (!first.map(DatasetIdentity::fingerprint).equals(second.map(DatasetIdentity::fingerprint))) {
            differences.add(new FieldDifference(
                    path, first.map(ManifestWriter::identityLine), second.map(ManifestWriter::identityLine)));
        }
    }

    private static void add(List<FieldDifference> differences, String path, String first, String second) {
        if (!first.equals(second)) {
            differences.add(new FieldDifference(
                    path, Optional.of(ManifestWriter.quoted(first)), Optional.of(ManifestWriter.quoted(second))));
        }
    }

    /** The first run. */
    public Run first() {
        return first;
    }

    /** The second run. */
    public Run second() {
        return second;
    }

    /** The test images of both runs, by the name in the first. */
    public DatasetIdentity test() {
        return first.manifest().data().test();
    }

    /** The comparison of the two models on the test images. */
    public PairedEvaluation evaluation() {
        return evaluation;
    }

    /**
     * The differences between the runs, by paths in {@code manifest.json}: every field of {@code config}, the training and validation
     * images, the engine, and the library's version and commit; immutable. Number of threads and machine do not change a
     * result of the {@code java} engine and are omitted.
     */
    public List<FieldDifference> differences() {
        return differences;
    }

    /** Whether the two models are the same, bit for bit. */
    public boolean sameParameters() {
        return first.manifest().parametersSha256().equals(second.manifest().parametersSha256());
    }

    /** The comparison as text, 80 columns wide; see {@link #toText(int)}. */
    public String toText() {
        return toText(DEFAULT_COLUMNS);
    }

    /**
     * The comparison as text: the runs, their differences, and {@link PairedEvaluation#toText(int)}; without a line end
     * at its end. Control characters in names from the runs are shown as question marks.
     *
     * @param columns the longest line, 40 or more
     * @throws IllegalArgumentException if {@code columns} is less than 40
     */
    public String toText(int columns) {
        return RunComparisonText.of(this, columns);
    }

    /**
     * Everything as indented JSON with {@code \n} line ends: always all fields in the same order, {@code null} for what is
     * undefined or missing. docs/compare.md describes the fields.
     */
    public String toJson() {
        return RunComparisonJson.of(this);
    }

    @Override
    public String toString() {
        return "RunComparison[" + first.directory() + ", " + second.directory() + ", " + evaluation + "]";
    }
}
