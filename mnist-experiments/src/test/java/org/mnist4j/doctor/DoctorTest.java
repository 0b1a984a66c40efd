package org.mnist4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.doctor.Finding.Status;

class DoctorTest {

    @Test
    void thisMachine_isHealthy() {
        Diagnosis diagnosis = Doctor.examine();

        assertThat(diagnosis.healthy()).as(diagnosis.toText()).isTrue();
        assertThat(diagnosis.findings())
                .extracting(Finding::check)
                .containsExactly("mnist4j", "java", "platform", "engines", "threads", "memory", "disk", "self-test");
        assertThat(diagnosis.toText())
                .contains(
                        "java, dl4j would need org.mnist4j:mnist-dl4j:",
                        "200 steps on MNIST, loss 0.5172806470719139 as expected");
    }

    @Test
    void selfTestWithAnotherLoss_fails() {
        Finding finding = SelfTest.run(Math.nextUp(SelfTest.EXPECTED_LOSS));

        assertThat(finding.status()).isEqualTo(Status.FAIL);
        assertThat(finding.found())
                .isEqualTo("200 steps on MNIST, loss 0.5172806470719139 instead of "
                        + Math.nextUp(SelfTest.EXPECTED_LOSS));
        assertThat(finding.meaning()).contains("cannot be reproduced");
        assertThat(finding.fix()).contains("another JDK", "doctor --json");
    }

    @Test
    void engineOfAnotherModule_isListedOnceItIsInstalled() {
        assertThat(EngineChecks.engines(List.of(EngineChoice.DL4J)).found()).isEqualTo("java, dl4j");
    }

    @Test
    void smallHeap_isAWarning() {
        assertThat(MemoryCheck.of(256L << 20, "").status()).isEqualTo(Status.OK);
        assertThat(MemoryCheck.of((256L << 20) - 1, "").status()).isEqualTo(Status.WARN);
        assertThat(MemoryCheck.of(6L << 30, "; rest").found()).isEqualTo("heap up to 6.0 GiB; rest");
        assertThat(MemoryCheck.of(100L << 20, "").found()).isEqualTo("heap up to 100 MiB");
    }

    @Test
    void workingFolder_isWritableOrAWarning(@TempDir Path folder) {
        assertThat(DiskCheck.of(folder).found())
                .startsWith(folder + ", writable, ")
                .endsWith(" free");
        assertThat(DiskCheck.of(folder.resolve("none")).status()).isEqualTo(Status.WARN);
    }
}
