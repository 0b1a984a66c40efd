package org.mnist4j.train;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Patience;
import org.mnist4j.metrics.EvaluationReport;

/** Early stopping at work: which epoch was the best, whether training should end; the rule stands at {@link Patience}. */
final class BestEpochs {

    private final Patience rule;
    private final List<Double> scores = new ArrayList<>();
    private int bestEpoch;
    private int improvedEpoch; // the last that was better than the one before it in this place by more than minDelta
    private float[] best;

    BestEpochs(Patience rule, EpochMemory memory) {
        this.rule = rule;
        this.best = memory.best();
        memory.scores().forEach(this::note);
    }

    /** Call it once after each epoch, with what its model measured on the validation set, and its parameters. */
    void epochEnded(EvaluationReport validation, float[] parameters) {
        note(score(validation));
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

    private void note(double score) {
        scores.add(score);
        Metric metric = rule.metric();
        if (scores.size() == 1 || metric.isBetter(score, scores.get(bestEpoch - 1))) {
            bestEpoch = scores.size();
        }
        if (scores.size() == 1 || metric.isBetter(score, bar(scores.get(improvedEpoch - 1)))) {
            improvedEpoch = scores.size();
        }
    }

    /** What a value must be better than. */
    private double bar(double improved) {
        return rule.metric().moreIsBetter() ? improved + rule.minDelta() : improved - rule.minDelta();
    }

    /** Whether too many epochs in a row were no improvement. */
    boolean isTimeToStop() {
        return scores.size() - improvedEpoch >= rule.epochs();
    }

    /** From 1; 0 before the first epoch has ended. */
    int bestEpoch() {
        return bestEpoch;
    }

    boolean restoresBest() {
        return rule.restoreBest();
    }

    /** The best epoch's parameters; empty if they are not to be restored, or there was no epoch yet. */
    float[] best() {
        return best;
    }

    List<Double> scores() {
        return List.copyOf(scores);
    }
}
