package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ExperimentConfig;

/** Runs of another version of the library, which need not be reproduced bit for bit. */
class OtherVersionRunTest extends CopiedRun {

    @Test
    void equalBitsOfAnotherVersion_areReproduced() {
        TestRuns.forge(run, manifest -> ofVersion(manifest, "0.0.9"));

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(verification.rule())
                .hasValueSatisfying(rule -> assertThat(rule).contains("0.0.9"));
    }

    @Test
    void differentBitsOfAnotherVersion_mayBeWithinTheTolerance() {
        TestRuns.claimConfig(run, TestRuns.CONFIG.toBuilder().seed(7).build());
        TestRuns.forge(run, manifest -> ofVersion(manifest, "0.0.9"));

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.REPRODUCED_WITHIN_TOLERANCE);
        assertThat(verification.verdict().holds()).isTrue();
        assertThat(verification.partingEpoch()).hasValue(1);
        assertThat(verification.accuracyTolerance().orElseThrow()).isBetween(0.03, 0.09);
        assertThat(verification.toText()).contains("\ntolerance: the accuracies may differ by 0.0");
    }

    @Test
    void accuracyOfAnotherVersion_beyondTheTolerance_differs() {
        ExperimentConfig oneEpoch = TestRuns.CONFIG.toBuilder().epochs(1).build();
        Path better = TestRuns.write(
                folder.resolve("better"), TestRuns.CONFIG.toBuilder().epochs(20).build(), 2);
        TestRuns.claimConfig(better, oneEpoch);
        TestRuns.forge(better, manifest -> ofVersion(manifest, "0.0.9"));

        Verification verification = Runs.verify(Run.open(better), TestRuns.DATA);

        assertThat(verification.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verification.summary()).contains("outside the tolerance");
    }

    @Test
    void predictionsOfAnotherModel_differInEveryVersion() {
        Path other = TestRuns.write(
                folder.resolve("other"), TestRuns.CONFIG.toBuilder().seed(7).build(), 2);
        TestRuns.claimPredictionsOf(run, other);
        TestRuns.forge(run, manifest -> ofVersion(manifest, "0.0.9"));

        Verification verification = verify();

        assertThat(verification.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(verification.summary()).isEqualTo("The run's own model does not give the run's predictions.");
        assertThat(verification.findings().get(0).actual()).startsWith("its model gives ");
    }

    private static RunManifest ofVersion(RunManifest manifest, String version) {
        return new RunManifest(
                manifest.formatVersion(),
                manifest.config(),
                manifest.configSha256(),
                manifest.data(),
                new BuildInfo(version, "unknown", false),
                manifest.environment(),
                manifest.engine(),
                manifest.threads(),
                manifest.stopReason(),
                manifest.continues(),
                manifest.timings(),
                manifest.metrics(),
                manifest.parametersSha256(),
                manifest.files());
    }
}
