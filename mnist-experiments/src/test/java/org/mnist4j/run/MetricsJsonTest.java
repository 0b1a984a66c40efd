package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Calibration;

class MetricsJsonTest {

    @Test
    void knownEvaluation_isWrittenFieldByField() {
        // Class cat: precision 2/3, recall 1, F1 0.8. Class dog: precision 1, recall 1/2, F1 2/3. Log-loss:
        // (-ln 0.75 - ln 0.5 - ln 0.25 - ln 0.75) / 4 = 0.66370...
        assertThat(MetricsJson.of(SampleRun.threeOfFour())).isEqualTo("""
                        {
                          "accuracy": 0.75,
                          "macroF1": 0.7333333333333334,
                          "macroPrecision": 0.8333333333333333,
                          "macroRecall": 0.75,
                          "weightedF1": 0.7333333333333334,
                          "logLoss": 0.6637014216458494,
                          "topKAccuracy": {
                            "2": 1.0,
                            "3": 1.0
                          },
                          "testImages": 4,
                          "perClass": [
                            {
                              "name": "cat",
                              "precision": 0.6666666666666666,
                              "recall": 1.0,
                              "f1": 0.8,
                              "support": 2
                            },
                            {
                              "name": "dog",
                              "precision": 1.0,
                              "recall": 0.5,
                              "f1": 0.6666666666666666,
                              "support": 2
                            }
                          ]
                        }
                        """);
    }

    @Test
    void comparison_hasTheTestAndEveryDisagreement() throws Exception {
        List<String> names = List.of("cat", "dog");
        int[] labels = {0, 1, 1};
        Predictions first = Predictions.of(names, labels, new float[] {0.75f, 0.25f, 0.5f, 0.5f, 0.25f, 0.75f});
        Predictions second = Predictions.of(names, labels, new float[] {0.75f, 0.25f, 0.25f, 0.75f, 0.25f, 0.75f});

        JsonNode json = new JsonMapper().readTree(MetricsJson.of(PairedEvaluation.of(first, second)));

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("bootstrap", "measures", "mcNemar", "perClass", "disagreements");
        // A tie goes to the lower index: only the second model gets image 1 right.
        assertThat(json.at("/mcNemar/bothCorrect").intValue()).isEqualTo(2);
        assertThat(json.at("/mcNemar/onlySecondCorrect").intValue()).isEqualTo(1);
        assertThat(json.at("/mcNemar/exactPValue").doubleValue()).isEqualTo(1);
        assertThat(json.at("/disagreements/0"))
                .hasToString("{\"index\":1,\"label\":1,\"kind\":\"ONLY_SECOND_CORRECT\",\"firstPredicted\":0,"
                        + "\"firstProbability\":0.5,\"secondPredicted\":1,\"secondProbability\":0.75}");
    }

    @Test
    void training_followsTheEvaluation_andItsTimeIsLast() {
        String json = MetricsJson.of(SampleRun.result(12.5), SampleRun.threeOfFour());

        assertThat(json)
                .startsWith("{\n  \"accuracy\": 0.75,")
                .endsWith("  \"trainingImages\": 6,\n  \"engine\": \"dl4j\",\n  \"trainingSeconds\": 12.5\n}\n");
    }

    @Test
    void selectiveAccuracyAndCalibration_areLast() {
        // Confidences 0.75 (right), 0.5 (right), 0.75 (wrong), 0.75 (right).
        Calibration fitted = new Calibration("t", "0a".repeat(32), 60, 1.5, 0.25, 0.625, 50, 5);

        String json = MetricsJson.of(SampleRun.threeOfFour(), Optional.of(fitted));

        assertThat(json).startsWith("{\n  \"accuracy\": 0.75,").contains("\n  \"testImages\": 4,");
        assertThat(json).contains("""
                          "selective": [
                            {
                              "coverage": 1.0,
                              "threshold": 0.5,
                              "accepted": 4,
                              "wrong": 1,
                              "accuracy": 0.75
                            },
                        """);
        assertThat(json.substring(json.indexOf("  \"calibration\""))).isEqualTo("""
                          "calibration": {
                            "temperature": 1.5,
                            "maxError": 0.25,
                            "coverage": 0.75,
                            "threshold": 0.625,
                            "accepted": 3,
                            "wrong": 1,
                            "accuracy": 0.6666666666666666
                          }
                        }
                        """);
        assertThat(MetricsJson.of(SampleRun.threeOfFour(), Optional.empty()))
                .endsWith("\n  \"calibration\": null\n}\n");
    }

    @Test
    void membersOfAnEnsemble_areLastInTheirOrder() {
        EvaluationReport wrong = EvaluationReport.of(
                Predictions.of(List.of("cat", "dog"), new int[] {0, 1}, new float[] {0.25f, 0.75f, 0.75f, 0.25f}));
        Map<String, EvaluationReport> members = new LinkedHashMap<>();
        members.put("runs/b", wrong);
        members.put("runs/a", SampleRun.threeOfFour());

        String json = MetricsJson.of(SampleRun.threeOfFour(), members);

        // Both labels have probability 1/4, and ln 4 = 1.38629...
        assertThat(json).startsWith("{\n  \"accuracy\": 0.75,").contains("\n  \"testImages\": 4,");
        assertThat(json.substring(json.indexOf("  \"members\""))).isEqualTo("""
                          "members": [
                            {
                              "model": "runs/b",
                              "accuracy": 0.0,
                              "macroF1": 0.0,
                              "logLoss": 1.3862943611198906
                            },
                            {
                              "model": "runs/a",
                              "accuracy": 0.75,
                              "macroF1": 0.7333333333333334,
                              "logLoss": 0.6637014216458494
                            }
                          ]
                        }
                        """);
    }

    @Test
    void undefinedMetric_isNull() throws Exception {
        EvaluationReport nothing = EvaluationReport.of(Predictions.of(List.of("a", "b"), new int[0], new float[0]));

        JsonNode json = JsonMapper.builder().build().readTree(MetricsJson.of(SampleRun.result(Double.NaN), nothing));

        assertThat(json.get("logLoss").isNull()).isTrue();
        assertThat(json.get("trainingSeconds").isNull()).isTrue();
        assertThat(json.get("accuracy").doubleValue()).isZero();
    }
}
