package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.dl4j.NativePlatform.Libc;
import org.mnist4j.spi.EngineCheck;

class NativeCheckTest {

    private static final NativePlatform ALPINE = new NativePlatform("Linux", "amd64", Libc.MUSL);

    @Test
    void thisMachine_passesEveryCheck() {
        List<EngineCheck> checks = new Dl4jEngineProvider().check();

        // Newer JDKs want native access to be enabled on the command line, which these tests' is not.
        assertThat(checks.subList(1, checks.size())).allMatch(EngineCheck::passed, "passed");
        assertThat(checks)
                .extracting(EngineCheck::name)
                .containsExactly("native access", "native backend", "blas", "native threads", "cache folder");
        assertThat(checks.get(1).found()).startsWith("ND4J 1.0.0-M2.1, CpuBackend for ");
    }

    @Test
    void missingBackend_isAWarningWithThePlatformsAdvice() {
        NativeBackend none = new NativeBackend(Optional.of("not on the class path: x"), "", Optional.empty(), 0, 0);
        List<EngineCheck> checks = NativeCheck.backend(ALPINE, none, Map.of());

        assertThat(checks).extracting(EngineCheck::name).containsExactly("native backend");
        assertThat(checks.get(0).passed()).isFalse();
        assertThat(checks.get(0).found()).isEqualTo("not on the class path: x");
        assertThat(checks.get(0).meaning()).contains("dl4j engine", "Everything else works");
        assertThat(checks.get(0).fix()).isEqualTo(ALPINE.advice());
    }

    @Test
    void temporaryFolderThatCannotBeWritten_isAWarningAndNoEnd() {
        EngineCheck check = NativeCheck.notTried("/gone", new NoSuchFileException("/gone/x"));

        assertThat(check.name()).isEqualTo("native backend");
        assertThat(check.passed()).isFalse();
        assertThat(check.found()).startsWith("not tried: no file can be written to /gone (");
        assertThat(check.fix()).contains("-Djava.io.tmpdir=FOLDER");
    }

    @Test
    void environmentThatChangesNativeCode_isShown() {
        NativeBackend loaded = new NativeBackend(Optional.empty(), "ND4J 1, CpuBackend", Optional.of("ZEN"), 4, 8);
        List<EngineCheck> checks =
                NativeCheck.backend(ALPINE, loaded, Map.of("OMP_NUM_THREADS", "4", "OPENBLAS_CORETYPE", "Zen"));

        assertThat(checks).allMatch(EngineCheck::passed);
        assertThat(checks.get(1).found()).isEqualTo("OpenBLAS, core type ZEN (OPENBLAS_CORETYPE=Zen)");
        assertThat(checks.get(2).found()).contains("OpenMP 4, OpenBLAS 8", "(OMP_NUM_THREADS=4)");
    }

    @Test
    void nativeAccess_isAskedForWhereJavaWarnsOfIt() {
        assertThat(NativeCheck.nativeAccess(17, false).passed()).isTrue();
        assertThat(NativeCheck.nativeAccess(23, false).passed()).isTrue();
        assertThat(NativeCheck.nativeAccess(24, true).passed()).isTrue();
        assertThat(NativeCheck.nativeAccess(24, false).passed()).isFalse();
        assertThat(NativeCheck.nativeAccess(25, false).fix())
                .contains("--enable-native-access=ALL-UNNAMED", "Enable-Native-Access: ALL-UNNAMED");
    }

    @Test
    void cacheFolder_isNamedWithItsRoom(@TempDir Path folder) throws IOException {
        EngineCheck toBeMade = CacheFolderCheck.of(folder.resolve("named"));
        assertThat(toBeMade.found()).startsWith(folder.resolve("named") + ", will be made, ");
        assertThat(folder).isEmptyDirectory();

        Files.createDirectories(folder.resolve("named"));
        assertThat(CacheFolderCheck.of(folder.resolve("named")).found())
                .startsWith(folder.resolve("named") + ", writable, ");
        assertThat(folder.resolve("named")).isEmptyDirectory();
    }

    @Test
    void fileSystemMountedNoExec_isRecognized(@TempDir Path folder) throws IOException {
        Path inner = Files.createDirectories(folder.resolve("a b/inner")).toRealPath();
        Path mounts = Files.writeString(
                folder.resolve("mounts"),
                String.join(
                        "\n",
                        "/dev/sda / ext4 rw,relatime 0 0",
                        "tmpfs " + inner.getParent().toString().replace(" ", "\\040") + " tmpfs rw,noexec,nosuid 0 0",
                        "tmpfs " + inner.toString().replace(" ", "\\040") + " tmpfs rw 0 0",
                        ""));

        assertThat(CacheFolderCheck.isNoExec(inner.getParent(), mounts)).isTrue();
        assertThat(CacheFolderCheck.isNoExec(inner.resolveSibling("to be made"), mounts))
                .isTrue();
        assertThat(CacheFolderCheck.isNoExec(inner, mounts)).isFalse();
        assertThat(CacheFolderCheck.isNoExec(folder, mounts)).isFalse();
        assertThat(CacheFolderCheck.isNoExec(inner.getParent(), folder.resolve("none")))
                .isFalse();
    }

    @Test
    void cacheFolderThatIsAFile_isAWarning(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("cache"));

        EngineCheck there = CacheFolderCheck.of(file);
        EngineCheck below = CacheFolderCheck.of(file.resolve("deeper"));

        assertThat(List.of(there, below)).allSatisfy(check -> {
            assertThat(check.passed()).isFalse();
            assertThat(check.found()).contains("cannot be written");
            assertThat(check.fix()).contains("-Dorg.bytedeco.javacpp.cachedir=");
        });
        assertThat(file).isEmptyFile();
    }
}
