package org.mnist4j.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.mnist4j.config.FieldDifference;
import org.mnist4j.metrics.Disagreement;
import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.McNemar;
import org.mnist4j.metrics.PairedClassMetrics;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.PairedMeasure;

/** Writes a comparison of runs as JSON: the same fields in the same order every time. */
final class RunComparisonJson {

    private RunComparisonJson() {}

    static String of(RunComparison comparison) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        run(root.putObject("first"), comparison.first());
        run(root.putObject("second"), comparison.second());
        root.set("test", ManifestWriter.node(comparison.test()));
        root.put("sameParameters", comparison.sameParameters());
        ArrayNode differences = root.putArray("differences");
        comparison.differences().forEach(one -> difference(differences.addObject(), one));
        evaluation(root, comparison.evaluation());
        return ManifestWriter.indented(root);
    }

    /** The fields that need no run. */
    static void evaluation(ObjectNode root, PairedEvaluation pair) {
        ObjectNode bootstrap = root.putObject("bootstrap");
        bootstrap.put("seed", pair.bootstrap().seed());
        bootstrap.put("resamples", pair.bootstrap().resamples());
        bootstrap.put("confidence", pair.bootstrap().confidence());
        ArrayNode measures = root.putArray("measures");
        pair.measures().forEach(one -> measure(measures.addObject(), one));
        mcNemar(root.putObject("mcNemar"), pair.mcNemar());
        ArrayNode perClass = root.putArray("perClass");
        pair.perClass().forEach(one -> classScores(perClass.addObject(), one));
        ArrayNode disagreements = root.putArray("disagreements");
        pair.disagreements().forEach(one -> disagreement(disagreements.addObject(), one));
    }

    private static void run(ObjectNode node, Run run) {
        RunManifest manifest = run.manifest();
        node.put("directory", run.directory().toString());
        node.put("name", run.config().name());
        node.put("seed", manifest.seed());
        node.put("engine", manifest.engine());
        node.put("configSha256", manifest.configSha256());
        node.put("parametersSha256", manifest.parametersSha256());
    }

    private static void difference(ObjectNode node, FieldDifference one) {
        node.put("path", one.path());
        value(node, "first", one.first());
        value(node, "second", one.second());
    }

    private static void value(ObjectNode node, String field, Optional<String> json) {
        node.set(field, json.map(ManifestWriter::parsed).orElseGet(JsonNodeFactory.instance::nullNode));
    }

    private static void measure(ObjectNode node, PairedMeasure one) {
        node.put("name", one.name());
        node.put("higherIsBetter", one.higherIsBetter());
        interval(node.putObject("first"), one.first());
        interval(node.putObject("second"), one.second());
        interval(node.putObject("difference"), one.difference());
        node.put("leader", one.leader().name());
    }

    private static void interval(ObjectNode node, Interval interval) {
        MetricsJson.put(node, "estimate", interval.estimate());
        MetricsJson.put(node, "low", interval.low());
        MetricsJson.put(node, "high", interval.high());
    }

    private static void mcNemar(ObjectNode node, McNemar test) {
        node.put("bothCorrect", test.bothCorrect());
        node.put("onlyFirstCorrect", test.onlyFirstCorrect());
        node.put("onlySecondCorrect", test.onlySecondCorrect());
        node.put("bothWrong", test.bothWrong());
        node.put("exactPValue", test.exactPValue());
        node.put("correctedStatistic", test.correctedStatistic());
        node.put("correctedPValue", test.correctedPValue());
    }

    private static void classScores(ObjectNode node, PairedClassMetrics one) {
        node.put("name", one.name());
        node.put("support", one.support());
        scores(
                node.putObject("precision"),
                one.first().precision(),
                one.second().precision(),
                one.precisionDifference());
        scores(node.putObject("recall"), one.first().recall(), one.second().recall(), one.recallDifference());
        scores(node.putObject("f1"), one.first().f1(), one.second().f1(), one.f1Difference());
    }

    private static void scores(ObjectNode node, double first, double second, double difference) {
        node.put("first", first);
        node.put("second", second);
        node.put("difference", difference);
    }

    private static void disagreement(ObjectNode node, Disagreement one) {
        node.put("index", one.index());
        node.put("label", one.label());
        node.put("kind", one.kind().name());
        node.put("firstPredicted", one.firstPredicted());
        node.put("firstProbability", one.firstProbability());
        node.put("secondPredicted", one.secondPredicted());
        node.put("secondProbability", one.secondProbability());
    }
}
