package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Ranges.choices;
import static org.mnist4j.config.Ranges.integers;
import static org.mnist4j.config.Ranges.logUniform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.config.RandomSearch;
import org.mnist4j.sweep.Sweep;
import org.mnist4j.sweep.SweepResult;
import org.mnist4j.sweep.Trial;
import org.mnist4j.sweep.TrialOutcome;
import org.mnist4j.sweep.TrialScore;

class SettingsFigureTest {

    private static final ExperimentConfig NINE =
            ExperimentConfig.preset("seed").toBuilder().epochs(9).build();
    private static final Sweep SEARCH = Sweep.over(NINE)
            .random(RandomSearch.of(27)
                    .range("training.optimizer.learningRate", logUniform(1e-4, 1e-1))
                    .range("layers[0].units", integers(8, 200))
                    .range("layers[0].activation", choices(Activation.RELU, Activation.TANH)));

    private static TrialOutcome outcome(Trial trial, OptionalDouble accuracy) {
        return accuracy.isEmpty()
                ? new TrialOutcome(trial, Optional.empty(), Optional.of("diverged"))
                : new TrialOutcome(
                        trial,
                        Optional.of(new TrialScore(
                                1 - accuracy.getAsDouble(), accuracy.getAsDouble(), 0.5, 1, "0".repeat(64))),
                        Optional.empty());
    }

    private static SweepResult result(Sweep sweep, ToDoubleFunction<Trial> accuracy) {
        return new SweepResult(
                sweep.config(),
                sweep.trials().stream()
                        .map(trial -> outcome(trial, OptionalDouble.of(accuracy.applyAsDouble(trial))))
                        .toList());
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @Test
    void eachPath_hasAPanelWithEverySetting() {
        String svg = Figures.settings(result(SEARCH, trial -> 0.9 + trial.number() / 1000.0))
                .toSvg();

        assertThat(svg)
                .contains("training.optimizer.learningRate", "layers[0].units", "layers[0].activation", "tanh")
                .contains("27 settings, a ring each")
                .contains(": best 0.9270 with learningRate")
                .doesNotContain("at the edge", "stopped after");
        // A tooltip for each setting in each of three panels.
        assertThat(count(svg, "<title>learningRate")).isEqualTo(3 * 27);
    }

    @Test
    void farAwaySettings_areDrawnAtTheEdge() {
        String svg = Figures.settings(
                        result(SEARCH, trial -> trial.number() <= 2 ? 0.1 : 0.9 + trial.number() / 1000.0))
                .toSvg();

        assertThat(svg).contains("red, at the edge: 2 far worse").doesNotContain(">0.1<");
    }

    @Test
    void halving_tellsWhatWasStopped_andLossIsBestBelow() {
        Sweep sweep = SEARCH.halving(1, 3).metric(Metric.LOSS);
        List<TrialOutcome> outcomes = new ArrayList<>();
        for (Trial trial : sweep.trials()) {
            int epochs = trial.number() <= 18 ? 1 : trial.number() <= 24 ? 3 : 9;
            Trial part = new Trial(trial.number(), trial.settings(), trial.config(), epochs, Optional.empty());
            outcomes.add(outcome(
                    part, trial.number() == 1 ? OptionalDouble.empty() : OptionalDouble.of(0.99 - epochs / 100.0)));
        }
        SweepResult result = new SweepResult(sweep.config(), outcomes);

        String svg = Figures.settings(result).toSvg();

        assertThat(svg)
                .contains("small dot: stopped after 1 or 3 of 9 epochs", "1 diverged", "26 settings")
                .contains("Cross-entropy loss on the held-out images by setting")
                .contains("0.0200 after 1 of 9 epochs")
                .contains(": best 0.1000 with");
        assertThat(Figures.sweep(result).toSvg()).contains(", 9 epochs: mean 0.1000", ", 1 epoch: mean 0.0200");
    }

    @Test
    void nothingThatVaries_orNothingThatSucceeded_isStillAFigure() {
        assertThat(Figures.settings(result(Sweep.over(NINE).seeds(1, 2), trial -> 0.9))
                        .toPng())
                .isNotEmpty();
        SweepResult failed = new SweepResult(
                SEARCH.config(),
                SEARCH.trials().stream()
                        .map(trial -> outcome(trial, OptionalDouble.empty()))
                        .toList());
        assertThat(Figures.settings(failed).toSvg()).contains("all diverged", "27 diverged");
    }
}
