package org.mnist4j.train;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Patience;
import org.mnist4j.metrics.EvaluationReport;

/**
 * The state of early stopping: the best epoch, and whether training should stop. For the rule, see {@link Patience}.
 */
final class BestEpochs {

    private final Patience rule;
    private final List<Double> scores = new ArrayList<>();
    private int bestEpoch;
    private int improvedEpoch; // the last to improve on its predecessor here by more than minDelta
    private float[] best;

    BestEpochs(Patience rule, EpochMemory memory) {
        this.rule = rule;
        this.best = memory.best();
        memory.scores().forEach(this::record);
    }

    /** Called after each epoch with the validation results and the parameters of its model. */
    void epochEnded(EvaluationReport validation, float[] parameters) {
        record(score(validation));
        if (rule.restoreBest() && bestEpoch == scores.size()) {
            best = parameters;
        }
    }

    private double score(EvaluationReport validation) {
        return switch (rule.metric()) {
            case LOSS -> validation.logLoss();
            case ACCURACY -> validation.accuracy();
            case MACRO_F1 -> validation.macroF1();
        };
    }

    private void record(double score) {
        scores.add(score);
        Metric metric = rule.metric();
        if (scores.size() == 1 || metric.isBetter(score, scores.get(bestEpoch - 1))) {
            bestEpoch = scores.size();
        }
        if (scores.size() == 1 || metric.isBetter(score, threshold(scores.get(improvedEpoch - 1)))) {
            improvedEpoch = scores.size();
        }
    }

    /** Returns the score that an improvement must exceed. */
    private double threshold(double improved) {
        return rule.metric().moreIsBetter() ? improved + rule.minDelta() : improved - rule.minDelta();
    }

    /** Whether the patience is exhausted. */
    boolean shouldStop() {
        return scores.size() - improvedEpoch >= rule.epochs();
    }

    /** Returns the best epoch, from 1; 0 before the first epoch has ended. */
    int bestEpoch() {
        return bestEpoch;
    }

    boolean restoresBest() {
        return rule.restoreBest();
    }

    /** Returns the best epoch's parameters; empty if they will not be restored, or before the first epoch has ended. */
    float[] best() {
        return best;
    }

    List<Double> scores() {
        return List.copyOf(scores);
    }
}
