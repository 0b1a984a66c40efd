package org.mnist4j.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mnist4j.config.ExperimentConfig;

/** Trials and their outcomes as JSON: what is sent to another machine, and what a sweep's folder keeps of an outcome. */
final class TrialJson {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String NUMBER = "number";
    private static final String SETTINGS = "settings";
    private static final String EXPERIMENT = "experiment";
    private static final String EPOCHS = "epochs";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String CONFIG_SHA256 = "configSha256";
    private static final String FAILURE = "failure";

    private TrialJson() {}

    static String write(Trial trial) {
        ObjectNode json = JSON.createObjectNode();
        json.put(NUMBER, trial.number());
        ObjectNode settings = json.putObject(SETTINGS);
        trial.settings().forEach(settings::put);
        json.set(EXPERIMENT, tree("an experiment", trial.config().toJson()));
        putEpochs(json, trial);
        trial.checkpoints().ifPresent(folder -> json.put(CHECKPOINTS, folder.toString()));
        return json.toString();
    }

    static Trial readTrial(String text) {
        JsonNode json = tree("a trial", text);
        if (!json.path(NUMBER).isInt()
                || !json.path(SETTINGS).isObject()
                || !json.path(EXPERIMENT).isObject()) {
            throw new IllegalArgumentException("a trial has a number, settings and an experiment, this JSON has not");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        json.path(SETTINGS)
                .properties()
                .forEach(setting -> settings.put(setting.getKey(), text(SETTINGS, setting.getValue())));
        ExperimentConfig config =
                ExperimentConfig.fromJson(json.path(EXPERIMENT).toString());
        return new Trial(
                json.path(NUMBER).intValue(),
                settings,
                config,
                epochs(json, config),
                Optional.ofNullable(json.get(CHECKPOINTS)).map(folder -> Path.of(text(CHECKPOINTS, folder))));
    }

    private static String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("a trial's " + field + " are text, this is " + value.getNodeType());
        }
        return value.textValue();
    }

    /** Adds the number of epochs, unless the trial has all of its experiment's. */
    static void putEpochs(ObjectNode json, Trial trial) {
        if (!trial.isComplete()) {
            json.put(EPOCHS, trial.epochs());
        }
    }

    private static int epochs(JsonNode json, ExperimentConfig config) {
        JsonNode epochs = json.get(EPOCHS);
        if (epochs != null && !epochs.isInt()) {
            throw new IllegalArgumentException("a trial's epochs are a whole number, this is " + epochs.getNodeType());
        }
        return epochs == null ? config.training().epochs() : epochs.intValue();
    }

    /** Whether an outcome is that of this trial. */
    static boolean isOf(JsonNode json, Trial trial) {
        return trial.config().sha256().equals(json.path(CONFIG_SHA256).textValue())
                && epochs(json, trial.config()) == trial.epochs();
    }

    static String write(TrialOutcome outcome) {
        ObjectNode json = JSON.createObjectNode();
        json.put(NUMBER, outcome.trial().number());
        json.put(CONFIG_SHA256, outcome.trial().config().sha256());
        putEpochs(json, outcome.trial());
        putResult(json, outcome);
        return json.toString();
    }

    static TrialOutcome readOutcome(String text, Trial trial) {
        JsonNode json = tree("an outcome", text);
        if (json.path(NUMBER).asInt() != trial.number() || !isOf(json, trial)) {
            throw new IllegalArgumentException("the outcome belongs to another trial than " + trial.number());
        }
        return result(json, trial);
    }

    /** Adds the fields of the score, or of the failure. */
    static void putResult(ObjectNode json, TrialOutcome outcome) {
        outcome.score().ifPresent(score -> {
            json.put("loss", score.loss());
            json.put("accuracy", score.accuracy());
            json.put("macroF1", score.macroF1());
            json.put("seconds", score.seconds());
            json.put("parametersSha256", score.parametersSha256());
        });
        outcome.failure().ifPresent(failure -> json.put(FAILURE, failure));
    }

    /** Reads the fields that {@link #putResult} adds. */
    static TrialOutcome result(JsonNode json, Trial trial) {
        if (json.path(FAILURE).isTextual()) {
            return TrialOutcome.failed(trial, json.path(FAILURE).textValue());
        }
        return TrialOutcome.scored(
                trial,
                new TrialScore(
                        number(json, "loss"),
                        number(json, "accuracy"),
                        number(json, "macroF1"),
                        number(json, "seconds"),
                        json.path("parametersSha256").asText()));
    }

    private static double number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.doubleValue();
    }

    private static JsonNode tree(String what, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    what + " is one JSON object, this text is not: " + e.getOriginalMessage(), e);
        }
    }
}
