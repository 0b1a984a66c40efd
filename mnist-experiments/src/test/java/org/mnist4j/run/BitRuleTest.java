package org.mnist4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ExperimentConfig;

class BitRuleTest {

    private static final BuildInfo SNAPSHOT = SampleManifest.build();
    private static final BuildInfo RELEASE = new BuildInfo("1.0.0", "a".repeat(40), false);

    private static RunEnvironment machine(String os, String cpu, String core) {
        return new RunEnvironment("17", os, "amd64", cpu, 2, core, Optional.of("plain"), Optional.empty());
    }

    private static final RunEnvironment HASWELL = machine("Linux 6.1", "Xeon", "HASWELL");

    private static boolean required(
            String engine, BuildInfo claimed, RunEnvironment there, BuildInfo build, RunEnvironment here) {
        return BitRule.of(SampleManifest.of(there, engine, claimed), build, here)
                .equalBitsRequired();
    }

    @Test
    void javaEngine_requiresEqualBitsOnEveryMachine() {
        RunEnvironment elsewhere = new RunEnvironment(
                "21", "Mac OS X 14", "aarch64", "M2", 8, "not used", Optional.of("vector, 128 bits"), Optional.empty());

        assertThat(required("java", SNAPSHOT, HASWELL, SNAPSHOT, elsewhere)).isTrue();
        assertThat(required("java", RELEASE, HASWELL, RELEASE, elsewhere)).isTrue();
    }

    @Test
    void otherVersion_doesNotRequireEqualBits() {
        assertThat(required("java", RELEASE, HASWELL, SNAPSHOT, HASWELL)).isFalse();
        assertThat(required("dl4j", RELEASE, HASWELL, SNAPSHOT, HASWELL)).isFalse();
    }

    @Test
    void snapshots_areTheSameLibraryIfTheirCommitsAreEqual() {
        BuildInfo otherCommit = new BuildInfo(SNAPSHOT.version(), "d".repeat(40), false);
        BuildInfo changed = new BuildInfo(SNAPSHOT.version(), SNAPSHOT.commit(), true);

        assertThat(required("java", SNAPSHOT, HASWELL, otherCommit, HASWELL)).isFalse();
        assertThat(required("java", SNAPSHOT, HASWELL, changed, HASWELL)).isTrue();
    }

    @Test
    void releases_areTheSameLibraryRegardlessOfTheirCommit() {
        BuildInfo rebuilt = new BuildInfo(RELEASE.version(), "unknown", false);

        assertThat(required("java", RELEASE, HASWELL, rebuilt, HASWELL)).isTrue();
    }

    @Test
    void dl4jEngine_requiresEqualBitsOnTheSameKindOfProcessor() {
        assertThat(required("dl4j", SNAPSHOT, HASWELL, SNAPSHOT, machine("Linux 5.10", "EPYC", "HASWELL")))
                .as("another model of the same core type, another kernel")
                .isTrue();
        assertThat(required("dl4j", SNAPSHOT, HASWELL, SNAPSHOT, machine("Linux 6.1", "Xeon", "SKYLAKEX")))
                .isFalse();
        assertThat(required("dl4j", SNAPSHOT, HASWELL, SNAPSHOT, machine("Windows 11", "Xeon", "HASWELL")))
                .isFalse();
    }

    @Test
    void unknownCoreType_isNeverTheSame() {
        RunEnvironment unknown = machine("Linux 6.1", "Xeon", "unknown");

        assertThat(required("dl4j", SNAPSHOT, unknown, SNAPSHOT, unknown)).isFalse();
    }

    private static RunManifest continued(String engine, BuildInfo first, RunEnvironment there) {
        RunManifest sample = SampleManifest.of(HASWELL, engine, RELEASE);
        ExperimentConfig longer = sample.config().toBuilder().epochs(5).build();
        return new RunManifest(
                sample.formatVersion(),
                longer,
                longer.sha256(),
                sample.data(),
                sample.build(),
                sample.environment(),
                sample.engine(),
                sample.threads(),
                sample.stopReason(),
                List.of(new ContinuedRun(2, "3".repeat(64), first, there)),
                sample.timings(),
                sample.metrics(),
                sample.parametersSha256(),
                sample.files());
    }

    @Test
    void continuedRun_requiresEqualBitsIfAllItsEpochsDo() {
        RunEnvironment zen = machine("Linux 6.1", "EPYC", "ZEN");

        assertThat(BitRule.of(continued("java", RELEASE, zen), RELEASE, HASWELL).equalBitsRequired())
                .isTrue();
        assertThat(BitRule.of(continued("dl4j", RELEASE, HASWELL), RELEASE, HASWELL)
                        .equalBitsRequired())
                .isTrue();
        assertThat(BitRule.of(continued("dl4j", RELEASE, zen), RELEASE, HASWELL).equalBitsRequired())
                .isFalse();
        BitRule older = BitRule.of(continued("java", SNAPSHOT, HASWELL), RELEASE, HASWELL);
        assertThat(older.equalBitsRequired()).isFalse();
        assertThat(older.words()).contains("the first 2 epochs of the run used " + SNAPSHOT.version());
    }

    @Test
    void words_nameBothPlatforms() {
        BitRule rule =
                BitRule.of(SampleManifest.of(HASWELL, "dl4j", SNAPSHOT), SNAPSHOT, machine("Linux 6.1", "Xeon", "ZEN"));

        assertThat(rule.words()).contains("OpenBLAS core HASWELL on Linux amd64", "OpenBLAS core ZEN on Linux amd64");
    }
}
