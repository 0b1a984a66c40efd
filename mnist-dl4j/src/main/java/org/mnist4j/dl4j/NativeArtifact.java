package org.mnist4j.dl4j;

import java.util.Arrays;
import java.util.List;

/** The artifacts that hold the native code of the dl4j engine; they lie in Maven's repository once per platform. */
enum NativeArtifact {
    ND4J("nd4j-native", "org/nd4j/linalg/cpu/nativecpu/bindings", "jnind4jcpu"),
    OPENBLAS("openblas", "org/bytedeco/openblas", "jniopenblas_nolapack"),
    JAVACPP("javacpp", "org/bytedeco/javacpp", "jnijavacpp");

    /** The version of Deeplearning4j and ND4J that this library is built with. */
    static final String ND4J_VERSION = "1.0.0-M2.1";

    /** Builds of nd4j-native for newer processors; any of them does. */
    private static final List<String> VARIANTS =
            List.of("", "-onednn", "-avx2", "-avx512", "-onednn-avx2", "-onednn-avx512");

    private final String artifact;
    private final String folder;
    private final String library;

    NativeArtifact(String artifact, String folder, String library) {
        this.artifact = artifact;
        this.folder = folder;
        this.library = library;
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

    /** As in {@code nd4j-native:linux-x86_64}. */
    String name(String classifier) {
        return artifact + ":" + classifier;
    }
}
