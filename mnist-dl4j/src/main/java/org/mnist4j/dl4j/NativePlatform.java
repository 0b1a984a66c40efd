package org.mnist4j.dl4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mnist4j.build.BuildInfo;

/**
 * What native code would have to be built for to run here. Only the dl4j engine has native code.
 *
 * @param os the operating system as {@code os.name} says it
 * @param arch the processor as {@code os.arch} says it
 * @param libc which C library the JVM itself runs on
 */
record NativePlatform(String os, String arch, Libc libc) {

    private static final Set<String> CLASSIFIERS =
            Set.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64");

    private static final String JAVA_ENGINE =
            "The java engine needs no native code: leave training.engine at \"auto\", or set it to \"java\".";

    /** The C libraries that matter. */
    enum Libc {
        /** What most Linux distributions have, and what the native libraries need on Linux. */
        GLIBC("glibc"),
        /** What Alpine Linux has; a library built for glibc can take the whole JVM down there. */
        MUSL("musl"),
        /** The system's own, or one that could not be told. */
        OTHER("");

        private final String label;

        Libc(String label) {
            this.label = label;
        }

        /** Which of them a process has loaded, told by the files in its memory, {@code /proc/self/maps} on Linux. */
        static Libc of(List<String> maps) {
            for (String line : maps) {
                if (line.contains("/ld-musl-") || line.contains("/libc.musl-")) {
                    return MUSL;
                }
                if (line.endsWith("/libc.so.6") || line.contains("/libc-2.")) {
                    return GLIBC;
                }
            }
            return OTHER;
        }
    }

    /** The platform of this JVM. */
    static NativePlatform current() {
        return new NativePlatform(System.getProperty("os.name"), System.getProperty("os.arch"), currentLibc());
    }

    private static Libc currentLibc() {
        Path maps = Path.of("/proc/self/maps");
        try {
            return Files.isReadable(maps) ? Libc.of(Files.readAllLines(maps)) : Libc.OTHER;
        } catch (IOException e) {
            return Libc.OTHER;
        }
    }

    /** The classifier of the native artifacts for this platform; empty where there are none. */
    Optional<String> classifier() {
        String system = os.toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "windows" : system;
        String processor =
                switch (arch.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> arch;
                };
        String classifier = name + "-" + processor;
        return libc != Libc.MUSL && CLASSIFIERS.contains(classifier) ? Optional.of(classifier) : Optional.empty();
    }

    /** Why the native libraries cannot be loaded here, as far as that can be told without trying; empty if nothing is. */
    Optional<String> obstacle() {
        if (classifier().isEmpty()) {
            return Optional.of("ND4J " + NativeArtifact.ND4J_VERSION + " has no native library for " + this);
        }
        List<NativeArtifact> missing = NativeArtifact.missing(classifier().get());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("not on the class path: "
                        + missing.stream()
                                .map(artifact -> artifact.name(classifier().get()))
                                .collect(Collectors.joining(", ")));
    }

    /** What to do where the engine does not start, for its exception and for {@code doctor}. */
    String advice() {
        if (classifier().isEmpty()) {
            return JAVA_ENGINE;
        }
        if (NativeArtifact.missing(classifier().get()).isEmpty()) {
            return "The libraries are on the class path but do not load. See that the folder they are unpacked into, "
                    + NativeCache.folder()
                    + ", can be written, has 400 MB free and is not mounted noexec, or name another with"
                    + " -Dorg.bytedeco.javacpp.cachedir=FOLDER. " + JAVA_ENGINE;
        }
        return "Add to the dependencies:\n" + dependency() + "\n" + JAVA_ENGINE;
    }

    /** The Maven dependency that brings the native code for this platform, on one line. */
    private String dependency() {
        return "<dependency><groupId>org.mnist4j</groupId><artifactId>mnist-dl4j-"
                + classifier().orElseThrow() + "</artifactId><version>"
                + BuildInfo.current().version() + "</version><type>pom</type></dependency>";
    }

    /** As in {@code Linux amd64, glibc}. */
    @Override
    public String toString() {
        return os + " " + arch + (libc == Libc.OTHER ? "" : ", " + libc.label);
    }
}
