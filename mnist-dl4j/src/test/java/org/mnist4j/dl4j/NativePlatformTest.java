package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.dl4j.NativePlatform.Libc;

class NativePlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, GLIBC, linux-x86_64",
        "Linux, aarch64, GLIBC, linux-arm64",
        "Linux, amd64, OTHER, linux-x86_64",
        "Mac OS X, x86_64, OTHER, macosx-x86_64",
        "Mac OS X, aarch64, OTHER, macosx-arm64",
        "Windows 11, amd64, OTHER, windows-x86_64",
        "Windows Server 2022, amd64, OTHER, windows-x86_64"
    })
    void platform_hasItsClassifier(String os, String arch, Libc libc, String classifier) {
        assertThat(new NativePlatform(os, arch, libc).classifier()).contains(classifier);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, MUSL",
        "Linux, ppc64le, GLIBC",
        "Linux, riscv64, GLIBC",
        "Windows 11, aarch64, OTHER",
        "FreeBSD, amd64, OTHER"
    })
    void platformWithoutNatives_saysThatTheJavaEngineWorks(String os, String arch, Libc libc) {
        NativePlatform platform = new NativePlatform(os, arch, libc);

        assertThat(platform.classifier()).isEmpty();
        assertThat(platform.obstacle())
                .hasValueSatisfying(text ->
                        assertThat(text).startsWith("ND4J 1.0.0-M2.1 has no native library for " + os + " " + arch));
        assertThat(platform.advice())
                .contains("java engine needs no native code")
                .doesNotContain("<dependency>");
    }

    @Test
    void missingLibraries_areGivenAsDependencies() {
        // No build machine has the libraries of two platforms on its class path.
        NativePlatform other = NativePlatform.current().classifier().orElse("").equals("macosx-arm64")
                ? new NativePlatform("Linux", "aarch64", Libc.GLIBC)
                : new NativePlatform("Mac OS X", "aarch64", Libc.OTHER);
        String classifier = other.classifier().orElseThrow();

        assertThat(other.obstacle())
                .contains("not on the class path: nd4j-native:" + classifier + ", openblas:" + classifier + ", javacpp:"
                        + classifier);
        assertThat(other.advice().lines())
                .containsExactly(
                        "Add to the dependencies:",
                        "<dependency><groupId>org.mnist4j</groupId><artifactId>mnist-dl4j-" + classifier
                                + "</artifactId><version>" + BuildInfo.current().version()
                                + "</version><type>pom</type></dependency>",
                        "The java engine needs no native code: leave training.engine at \"auto\", or set it to \"java\".");
    }

    @Test
    void thisMachine_hasNoObstacle() {
        NativePlatform platform = NativePlatform.current();

        assertThat(platform.obstacle()).isEmpty();
        assertThat(platform.advice())
                .contains(NativeCache.folder().toString(), "noexec", "-Dorg.bytedeco.javacpp.cachedir=")
                .doesNotContain("<dependency>");
        assertThat(platform.toString()).startsWith(System.getProperty("os.name"));
    }

    @Test
    void libc_isToldByWhatTheProcessHasLoaded() {
        String java = "7f1e000-7f2e000 r-xp 00000000 08:01 42   /usr/lib/jvm/lib/server/libjvm.so";

        assertThat(Libc.of(List.of(java, "7f-80 r-xp 0 08:01 7  /lib/ld-musl-x86_64.so.1")))
                .isEqualTo(Libc.MUSL);
        assertThat(Libc.of(List.of(java, "7f-80 r-xp 0 08:01 7  /usr/lib/x86_64-linux-gnu/libc.so.6")))
                .isEqualTo(Libc.GLIBC);
        assertThat(Libc.of(List.of(java, "7f-80 r-xp 0 08:01 7  /usr/lib64/libc-2.17.so")))
                .isEqualTo(Libc.GLIBC);
        assertThat(Libc.of(List.of(java))).isEqualTo(Libc.OTHER);
        assertThat(Libc.of(List.of())).isEqualTo(Libc.OTHER);
    }

    /** One module per platform brings its native code. */
    @ParameterizedTest
    @CsvSource({"Linux, amd64", "Linux, aarch64", "Mac OS X, x86_64", "Mac OS X, aarch64", "Windows 11, amd64"})
    void platformWithNatives_hasItsModule(String os, String arch) throws IOException {
        String classifier =
                new NativePlatform(os, arch, Libc.OTHER).classifier().orElseThrow();

        assertThat(Files.readString(Path.of("natives", classifier, "pom.xml")))
                .contains("<artifactId>mnist-dl4j-" + classifier + "</artifactId>")
                .doesNotContain("javacpp.platform");
        assertThat(Pattern.compile("<classifier>" + classifier + "<")
                        .matcher(Files.readString(Path.of("natives", classifier, "pom.xml")))
                        .results())
                .as("nd4j-native, its preset, javacpp and openblas")
                .hasSize(4);
    }

    @Test
    void version_isThatOfTheBuild() throws IOException {
        assertThat(Files.readString(Path.of("../pom.xml")))
                .contains("<dl4j.version>" + NativeArtifact.ND4J_VERSION + "<");
    }
}
