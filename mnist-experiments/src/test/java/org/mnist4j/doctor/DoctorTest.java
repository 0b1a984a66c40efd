package org.mnist4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
                .containsExactly(
                        "mnist4j",
                        "java",
                        "platform",
                        "kernels",
                        "engines",
                        "threads",
                        "memory",
                        "disk",
                        "file names",
                        "self-test");
        assertThat(diagnosis.toText())
                .contains(
                        "java, dl4j would need org.mnist4j:mnist-dl4j:",
                        "200 steps on MNIST, loss 0.5172806453150571 as expected");
    }

    @Test
    void selfTestWithAnotherLoss_fails() {
        SelfTest test = SelfTest.usual();
        double expected = Math.nextUp(test.expectedLoss());
        Finding finding = new SelfTest(test.config(), test.steps(), test.images(), expected).run();

        assertThat(finding.status()).isEqualTo(Status.FAIL);
        assertThat(finding.found()).isEqualTo("200 steps on MNIST, loss 0.5172806453150571 instead of " + expected);
        assertThat(finding.meaning()).contains("cannot be reproduced");
        assertThat(finding.fix()).contains("another JDK", "doctor --json");
    }

    @Test
    void smallSelfTest_givesItsBitsToo() {
        Finding finding = SelfTest.small().run();

        assertThat(finding.status()).as(finding.found()).isEqualTo(Status.OK);
        assertThat(finding.found()).startsWith("1 step on MNIST, loss ");
    }

    @Test
    void plainKernels_passWithAdvice_vectorsWithout() {
        Finding plain = KernelCheck.of("plain", Optional.of("start Java with --flag"), false, 1.25);
        Finding vector = KernelCheck.of("vector, 256 bits", Optional.empty(), false, 1);

        assertThat(plain.status()).isEqualTo(Status.OK);
        assertThat(plain.found()).isEqualTo("plain; a fused multiply-add takes 1.3 ns");
        assertThat(plain.meaning()).isEqualTo("Vector kernels are faster, with the same bits.");
        assertThat(plain.fix()).isEqualTo("Start Java with --flag.");
        assertThat(vector).isEqualTo(Finding.ok("kernels", "vector, 256 bits; a fused multiply-add takes 1.0 ns"));
    }

    @Test
    void emulatedFma_isAWarning() {
        Finding finding = KernelCheck.of("plain", Optional.empty(), true, 3548.7);

        assertThat(finding.status()).isEqualTo(Status.WARN);
        assertThat(finding.found()).isEqualTo("plain; a fused multiply-add takes 3548.7 ns, emulated");
        assertThat(finding.meaning()).contains("thousands of times as long");
        assertThat(finding.fix()).contains("x86 since 2013", "-XX:-UseFMA");
    }

    @Test
    void engineOfAnotherModule_isListedOnceItIsInstalled() {
        assertThat(EngineChecks.engines(List.of(EngineChoice.DL4J)).found()).isEqualTo("java, dl4j");
    }

    @Test
    void asciiFileNames_areAWarning_othersPass() {
        Finding ascii = FileNameCheck.of("ANSI_X3.4-1968");

        assertThat(ascii.status()).isEqualTo(Status.WARN);
        assertThat(ascii.found()).isEqualTo("ANSI_X3.4-1968");
        assertThat(ascii.fix()).isEqualTo("Set LANG or LC_ALL to a UTF-8 locale, such as C.UTF-8.");
        assertThat(FileNameCheck.of("UTF-8")).isEqualTo(Finding.ok("file names", "UTF-8"));
        assertThat(FileNameCheck.of("GBK").status()).isEqualTo(Status.OK);
        assertThat(FileNameCheck.of("unknown").status()).isEqualTo(Status.WARN);
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
