package org.mnist4j.engine;

import java.util.Arrays;
import java.util.List;

/** The artifacts that hold the native code of the dl4j engine; they lie in Maven's repository once per platform. */
enum NativeArtifact {
    ND4J("org.nd4j", "nd4j-native", "1.0.0-M2.1", "org/nd4j/linalg/cpu/nativecpu/bindings", "jnind4jcpu"),
    OPENBLAS("org.bytedeco", "openblas", "0.3.19-1.5.7", "org/bytedeco/openblas", "jniopenblas_nolapack"),
    JAVACPP("org.bytedeco", "javacpp", "1.5.7", "org/bytedeco/javacpp", "jnijavacpp");

    /** Builds of nd4j-native for newer processors; any of them does. */
    private static final List<String> VARIANTS =
            List.of("", "-onednn", "-avx2", "-avx512", "-onednn-avx2", "-onednn-avx512");

    private final String group;
    private final String artifact;
    private final String version;
    private final String folder;
    private final String library;

    NativeArtifact(String group, String artifact, String version, String folder, String library) {
        this.group = group;
        this.artifact = artifact;
        this.version = version;
        this.folder = folder;
        this.library = library;
    }

    String version() {
        return version;
    }

    /** Those that the class path does not have for a platform such as {@code linux-x86_64}. */
    static List<NativeArtifact> missing(String classifier) {
        return Arrays.stream(values())
                .filter(artifact -> !artifact.isOnClassPath(classifier))
                .toList();
    }

    private boolean isOnClassPath(String classifier) {
        ClassLoader loader = NativeArtifact.class.getClassLoader();
        return VARIANTS.stream()
                .map(variant -> folder + "/" + classifier + variant + "/" + fileName(classifier))
                .anyMatch(resource -> loader.getResource(resource) != null);
    }

    private String fileName(String classifier) {
        if (classifier.startsWith("windows")) {
            return library + ".dll";
        }
        return "lib" + library + (classifier.startsWith("macosx") ? ".dylib" : ".so");
    }

    /** The Maven dependency, on one line. */
    String dependency(String classifier) {
        return dependency(group, artifact, version, "<classifier>" + classifier + "</classifier>");
    }

    static String dependency(String group, String artifact, String version, String more) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version + "</version>" + more + "</dependency>";
    }

    /** As in {@code nd4j-native:linux-x86_64}. */
    String name(String classifier) {
        return artifact + ":" + classifier;
    }
}
