package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.sweep.Sweep;
import org.mnist4j.sweep.SweepResult;
import org.mnist4j.sweep.Trial;
import org.mnist4j.sweep.TrialOutcome;
import org.mnist4j.sweep.TrialScore;

class SweepFigureTest {

    private static final ExperimentConfig SEED = ExperimentConfig.preset("seed");

    /** Accuracy 0.9 + units / 1000 + seed / 10000; the loss is what is missing to 1. */
    private static SweepResult result(Metric metric, int settings, int failing) {
        Object[] units = new Object[settings];
        for (int i = 0; i < settings; i++) {
            units[i] = i + 1;
        }
        Sweep sweep =
                Sweep.over(SEED).grid("layers[0].units", units).seeds(1, 2).metric(metric);
        List<TrialOutcome> outcomes = new ArrayList<>();
        for (Trial trial : sweep.trials()) {
            int number = Integer.parseInt(trial.settings().get("layers[0].units"));
            double accuracy = 0.9 + number / 1000.0 + trial.config().seed() / 10_000.0;
            outcomes.add(
                    number <= failing
                            ? new TrialOutcome(trial, Optional.empty(), Optional.of("diverged"))
                            : new TrialOutcome(
                                    trial,
                                    Optional.of(new TrialScore(1 - accuracy, accuracy, accuracy, 1, "0".repeat(64))),
                                    Optional.empty()));
        }
        return new SweepResult(sweep.config(), outcomes);
    }

    @Test
    void settings_standWithTheBestOnTop() {
        String svg = Figures.sweep(result(Metric.ACCURACY, 3, 0)).toSvg();

        assertThat(svg).contains("Accuracy of 3 settings: best 0.9032 with units 3");
        assertThat(svg.indexOf("units 3: mean 0.9032 (0.9031 to 0.9032) over 2 seeds"))
                .isPositive()
                .isLessThan(svg.indexOf("units 1: mean"));
    }

    @Test
    void loss_isBestWhereItIsLeast() {
        String svg = Figures.sweep(result(Metric.LOSS, 3, 0)).toSvg();

        assertThat(svg).contains("Cross-entropy loss of 3 settings: best 0.0968 with units 3");
    }

    @Test
    void divergedSettings_standLastWithoutAMark() {
        String svg = Figures.sweep(result(Metric.ACCURACY, 2, 1)).toSvg();

        assertThat(svg).contains("units 2: mean").doesNotContain("units 1: mean");
    }

    @Test
    void allDiverged_isSaid() {
        assertThat(Figures.sweep(result(Metric.ACCURACY, 2, 2)).toSvg()).contains("all diverged");
    }

    @Test
    void manySettings_areCutToTheBest() {
        Figure figure = Figures.sweep(result(Metric.ACCURACY, 50, 0));

        assertThat(figure.toSvg()).contains("units 11: mean").doesNotContain("units 10: mean");
        assertThat(figure.toPng()).isNotEmpty();
    }
}
