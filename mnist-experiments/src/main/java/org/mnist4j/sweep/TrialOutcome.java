package org.mnist4j.sweep;

import java.util.Optional;

/**
 * The outcome of a trial: a score, or training that diverged.
 *
 * @param trial the trial
 * @param score its score, unless it failed
 * @param failure the reason, if it failed
 */
public record TrialOutcome(Trial trial, Optional<TrialScore> score, Optional<String> failure) {

    /** Rejects an outcome that is both or neither. */
    public TrialOutcome {
        if (score.isPresent() == failure.isPresent()) {
            throw new IllegalArgumentException("an outcome is either a score or a failure");
        }
    }

    static TrialOutcome scored(Trial trial, TrialScore score) {
        return new TrialOutcome(trial, Optional.of(score), Optional.empty());
    }

    static TrialOutcome failed(Trial trial, String failure) {
        return new TrialOutcome(trial, Optional.empty(), Optional.of(failure));
    }
}
