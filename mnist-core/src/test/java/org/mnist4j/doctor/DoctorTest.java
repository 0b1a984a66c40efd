package org.mnist4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.doctor.Finding.Status;
import org.mnist4j.engine.NativeBackend;
import org.mnist4j.engine.NativePlatform;
import org.mnist4j.engine.NativePlatform.Libc;

class DoctorTest {

    private static final NativePlatform ALPINE = new NativePlatform("Linux", "amd64", Libc.MUSL);

    @Test
    void thisMachine_isHealthyAndTheDocumentNamesItsChecks() throws IOException {
        Diagnosis diagnosis = Doctor.examine();

        assertThat(diagnosis.healthy()).as(diagnosis.toText()).isTrue();
        assertThat(diagnosis.findings())
                .extracting(Finding::check)
                .containsExactly(
                        "mnist4j",
                        "java",
                        "native access",
                        "platform",
                        "native backend",
                        "blas",
                        "threads",
                        "cache folder",
                        "memory",
                        "disk",
                        "self-test");
        assertThat(diagnosis.toText())
                .contains("ND4J 1.0.0-M2.1, CpuBackend", "200 steps on MNIST, loss 0.5172806358838224 as expected");
        assertThat(checksOfTheDocument())
                .isEqualTo(diagnosis.findings().stream().map(Finding::check).toList());
    }

    /** The first column of the table in docs/doctor.md. */
    private static List<String> checksOfTheDocument() throws IOException {
        return Pattern.compile("(?m)^\\| `([a-z0-9 -]+)` \\|")
                .matcher(Files.readString(Path.of("../docs/doctor.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    @Test
    void selfTestWithAnotherLoss_fails() {
        Finding finding = SelfTest.run(Math.nextUp(SelfTest.EXPECTED_LOSS));

        assertThat(finding.status()).isEqualTo(Status.FAIL);
        assertThat(finding.found())
                .isEqualTo("200 steps on MNIST, loss 0.5172806358838224 instead of "
                        + Math.nextUp(SelfTest.EXPECTED_LOSS));
        assertThat(finding.meaning()).contains("cannot be reproduced");
        assertThat(finding.mend()).contains("another JDK", "doctor --json");
    }

    @Test
    void missingBackend_isAWarningWithThePlatformsAdvice() {
        NativeBackend none = new NativeBackend(Optional.of("not on the class path: x"), "", Optional.empty(), 0, 0);
        List<Finding> findings = NativeCheck.of(ALPINE, none, Map.of());

        assertThat(findings).extracting(Finding::check).containsExactly("native backend", "threads");
        assertThat(findings.get(0).status()).isEqualTo(Status.WARN);
        assertThat(findings.get(0).found()).isEqualTo("not on the class path: x");
        assertThat(findings.get(0).meaning()).contains("dl4j engine", "Everything else works");
        assertThat(findings.get(0).mend()).isEqualTo(ALPINE.advice());
    }

    @Test
    void temporaryFolderThatCannotBeWritten_isAWarningAndNoEnd() {
        List<Finding> findings =
                NativeCheck.notTried("/gone", new UncheckedIOException(new NoSuchFileException("/gone/x")));

        assertThat(findings).extracting(Finding::check).containsExactly("native backend", "threads");
        assertThat(findings.get(0).status()).isEqualTo(Status.WARN);
        assertThat(findings.get(0).found()).startsWith("not tried: no file can be written to /gone (");
        assertThat(findings.get(0).mend()).contains("-Djava.io.tmpdir=FOLDER");
    }

    @Test
    void environmentThatChangesNativeCode_isShown() {
        NativeBackend loaded = new NativeBackend(Optional.empty(), "ND4J 1, CpuBackend", Optional.of("ZEN"), 4, 8);
        List<Finding> findings =
                NativeCheck.of(ALPINE, loaded, Map.of("OMP_NUM_THREADS", "4", "OPENBLAS_CORETYPE", "Zen"));

        assertThat(findings).allMatch(finding -> finding.status() == Status.OK);
        assertThat(findings.get(1).found()).isEqualTo("OpenBLAS, core type ZEN (OPENBLAS_CORETYPE=Zen)");
        assertThat(findings.get(2).found()).contains("OpenMP 4, OpenBLAS 8", "(OMP_NUM_THREADS=4)");
    }

    @Test
    void nativeAccess_isAskedForWhereJavaWarnsOfIt() {
        assertThat(JavaCheck.nativeAccess(17, false).status()).isEqualTo(Status.OK);
        assertThat(JavaCheck.nativeAccess(23, false).status()).isEqualTo(Status.OK);
        assertThat(JavaCheck.nativeAccess(24, true).status()).isEqualTo(Status.OK);
        assertThat(JavaCheck.nativeAccess(24, false).status()).isEqualTo(Status.WARN);
        assertThat(JavaCheck.nativeAccess(25, false).mend())
                .contains("--enable-native-access=ALL-UNNAMED", "Enable-Native-Access: ALL-UNNAMED");
    }

    @Test
    void smallHeap_isAWarning() {
        assertThat(MemoryCheck.of(256L << 20, "").status()).isEqualTo(Status.OK);
        assertThat(MemoryCheck.of((256L << 20) - 1, "").status()).isEqualTo(Status.WARN);
        assertThat(MemoryCheck.of(6L << 30, "; rest").found()).isEqualTo("heap up to 6.0 GiB; rest");
        assertThat(MemoryCheck.of(100L << 20, "").found()).isEqualTo("heap up to 100 MiB");
    }

    @Test
    void cacheFolder_isTheFirstThatIsThereOrCanBeMade(@TempDir Path folder) throws IOException {
        Properties system = new Properties();
        system.setProperty(
                "org.bytedeco.javacpp.cachedir", folder.resolve("named").toString());
        system.setProperty("user.home", folder.resolve("home").toString());
        system.setProperty("java.io.tmpdir", folder.toString());
        system.setProperty("user.name", "ann");

        assertThat(CacheFolderCheck.candidates(system))
                .containsExactly(
                        folder.resolve("named"),
                        folder.resolve("home/.javacpp/cache"),
                        folder.resolve(".javacpp-ann/cache"));
        Finding toBeMade = CacheFolderCheck.of(CacheFolderCheck.candidates(system));
        assertThat(toBeMade.found()).startsWith(folder.resolve("named") + ", will be made, ");
        assertThat(folder).isEmptyDirectory();

        Files.createDirectories(folder.resolve("named"));
        assertThat(CacheFolderCheck.of(CacheFolderCheck.candidates(system)).found())
                .startsWith(folder.resolve("named") + ", writable, ");
        assertThat(folder.resolve("named")).isEmptyDirectory();
    }

    @Test
    void cacheFolderThatIsAFile_isAWarning(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("cache"));

        Finding there = CacheFolderCheck.of(List.of(file));
        Finding below = CacheFolderCheck.of(List.of(file.resolve("deeper")));

        assertThat(List.of(there, below)).allSatisfy(finding -> {
            assertThat(finding.status()).isEqualTo(Status.WARN);
            assertThat(finding.found()).contains("cannot be written");
            assertThat(finding.mend()).contains("-Dorg.bytedeco.javacpp.cachedir=");
        });
        assertThat(file).isEmptyFile();
    }

    @Test
    void workingFolder_isWritableOrAWarning(@TempDir Path folder) {
        assertThat(DiskCheck.of(folder).found())
                .startsWith(folder + ", writable, ")
                .endsWith(" free");
        assertThat(DiskCheck.of(folder.resolve("none")).status()).isEqualTo(Status.WARN);
    }
}
