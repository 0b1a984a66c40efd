package org.mnist4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.mnist4j.metrics.ClassMetrics;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.RiskCoverage;
import org.mnist4j.metrics.SelectivePoint;
import org.mnist4j.model.Calibration;
import org.mnist4j.train.TrainingResult;

/**
 * The metrics of a run as JSON: the same fields in the same order every time, {@code null} where a metric is undefined.
 *
 * <p>Equal evaluations give equal text. The only measured time is in the last field, {@code trainingSeconds}.
 */
public final class MetricsJson {

    private static final int[] TOP_K = {2, 3};
    private static final double[] COVERAGES = {1, 0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5};
    private static final JsonMapper MAPPER = new JsonMapper();

    private MetricsJson() {}

    /**
     * The metrics of an evaluation: {@code accuracy}, {@code macroF1}, {@code macroPrecision}, {@code macroRecall},
     * {@code weightedF1}, {@code logLoss}, {@code topKAccuracy}, {@code testImages} and {@code perClass}.
     *
     * @return indented JSON with {@code \n} line ends
     */
    public static String of(EvaluationReport evaluation) {
        return text(node(evaluation));
    }

    /**
     * The metrics of an evaluation and, last, {@code expectedCalibrationError}, {@code riskCoverageArea}, {@code selective}: for
     * each of the coverages 1, 0.99, 0.95, 0.9, 0.8, 0.7, 0.6 and 0.5 the {@code threshold} that accepts as many images, what is
     * then {@code accepted} and {@code wrong}, and the {@code accuracy}; and {@code calibration}, the same at the threshold of the
     * model, with its {@code temperature} and {@code maxError}.
     *
     * @param calibration the calibration of the model that was evaluated; {@code calibration} is null without
     * @return indented JSON with {@code \n} line ends
     */
    public static String of(EvaluationReport evaluation, Optional<Calibration> calibration) {
        ObjectNode node = node(evaluation);
        RiskCoverage curve = RiskCoverage.of(evaluation.predictions());
        put(node, "expectedCalibrationError", evaluation.expectedCalibrationError());
        put(node, "riskCoverageArea", curve.area());
        ArrayNode points = node.putArray("selective");
        if (curve.examples() > 0) {
            for (double coverage : COVERAGES) {
                put(points.addObject(), curve.atCoverage(coverage));
            }
        }
        node.putNull("calibration");
        calibration.ifPresent(fitted -> {
            ObjectNode own = node.putObject("calibration");
            put(own, "temperature", fitted.temperature());
            put(own, "maxError", fitted.maxError());
            put(own, curve.atThreshold(fitted.threshold()));
        });
        return text(node);
    }

    private static void put(ObjectNode node, SelectivePoint point) {
        put(node, "coverage", point.coverage());
        put(node, "threshold", point.threshold());
        node.put("accepted", point.accepted());
        node.put("wrong", point.wrong());
        put(node, "accuracy", point.accuracy());
    }

    /**
     * The metrics of an ensemble's evaluation and, last, {@code members}: for each its {@code model}, {@code accuracy},
     * {@code macroF1} and {@code logLoss}.
     *
     * @param members the evaluations of the members on the same images, by name, in the map's order
     * @return indented JSON with {@code \n} line ends
     */
    public static String of(EvaluationReport ensemble, Map<String, EvaluationReport> members) {
        ObjectNode node = node(ensemble);
        ArrayNode rows = node.putArray("members");
        members.forEach((name, member) -> {
            ObjectNode row = rows.addObject();
            row.put("model", name);
            put(row, "accuracy", member.accuracy());
            put(row, "macroF1", member.macroF1());
            put(row, "logLoss", member.logLoss());
        });
        return text(node);
    }

    /**
     * The metrics of an evaluation and its training: the same, {@code trainingImages}, {@code engine} and, last,
     * {@code trainingSeconds}.
     *
     * @return indented JSON with {@code \n} line ends
     */
    public static String of(TrainingResult training, EvaluationReport evaluation) {
        ObjectNode node = node(evaluation);
        node.put("trainingImages", training.trainingImages());
        node.put("engine", training.engine());
        put(node, "trainingSeconds", training.trainingSeconds());
        return text(node);
    }

    /**
     * The comparison of two classifiers on the same images: {@code bootstrap}, {@code measures}, {@code mcNemar},
     * {@code perClass} and {@code disagreements}, as {@link RunComparison#toJson} has them.
     *
     * @return indented JSON with {@code \n} line ends
     */
    public static String of(PairedEvaluation pair) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        RunComparisonJson.evaluation(node, pair);
        return ManifestWriter.indented(node);
    }

    /** The metrics as a run with this manifest has them. */
    static ObjectNode of(RunManifest manifest, EvaluationReport evaluation) {
        ObjectNode node = node(evaluation);
        node.put("trainingImages", manifest.data().training().images());
        node.put("engine", manifest.engine());
        put(node, "trainingSeconds", manifest.timings().trainingSeconds());
        return node;
    }

    private static ObjectNode node(EvaluationReport evaluation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        put(node, "accuracy", evaluation.accuracy());
        put(node, "macroF1", evaluation.macroF1());
        put(node, "macroPrecision", evaluation.macroPrecision());
        put(node, "macroRecall", evaluation.macroRecall());
        put(node, "weightedF1", evaluation.weighted().f1());
        put(node, "logLoss", evaluation.logLoss());
        ObjectNode topK = node.putObject("topKAccuracy");
        for (int k : TOP_K) {
            put(topK, Integer.toString(k), evaluation.topKAccuracy(k));
        }
        node.put("testImages", evaluation.predictions().size());
        for (ClassMetrics metrics : evaluation.perClass()) {
            ObjectNode row = node.withArray("perClass").addObject();
            row.put("name", metrics.name());
            put(row, "precision", metrics.precision());
            put(row, "recall", metrics.recall());
            put(row, "f1", metrics.f1());
            row.put("support", metrics.support());
        }
        return node;
    }

    /** JSON has no NaN and no infinity. */
    static void put(ObjectNode node, String field, double value) {
        if (Double.isFinite(value)) {
            node.put(field, value);
        } else {
            node.putNull(field);
        }
    }

    private static String text(ObjectNode node) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and texts can be written", e);
        }
    }
}
