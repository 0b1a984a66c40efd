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

    /** The outcome as JSON in one line, without the trial's experiment; {@link #fromJson} reads it back. */
    public String toJson() {
        return TrialJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param trial the trial that it is the outcome of
     * @throws IllegalArgumentException if the text is not an outcome, or that of another trial
     */
    public static TrialOutcome fromJson(String json, Trial trial) {
        return TrialJson.readOutcome(json, trial);
    }

    static TrialOutcome scored(Trial trial, TrialScore score) {
        return new TrialOutcome(trial, Optional.of(score), Optional.empty());
    }

    static TrialOutcome failed(Trial trial, String failure) {
        return new TrialOutcome(trial, Optional.empty(), Optional.of(failure));
    }
}
