package org.mnist4j.engine;

import java.util.Arrays;
import java.util.List;

/** The artifacts that hold the Java half of the dl4j engine; all else that it needs comes along with them. */
enum JavaArtifact {
    DEEPLEARNING4J(
            "org.deeplearning4j", "deeplearning4j-nn", "org/deeplearning4j/nn/multilayer/MultiLayerNetwork.class"),
    ND4J("org.nd4j", "nd4j-native", "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class");

    private final String group;
    private final String artifact;
    private final String resource;

    JavaArtifact(String group, String artifact, String resource) {
        this.group = group;
        this.artifact = artifact;
        this.resource = resource;
    }

    /** Those that the class path does not have, as where an application has excluded them. */
    static List<JavaArtifact> missing() {
        ClassLoader loader = JavaArtifact.class.getClassLoader();
        return Arrays.stream(values())
                .filter(artifact -> loader.getResource(artifact.resource) == null)
                .toList();
    }

    /** The Maven dependency, on one line. */
    String dependency() {
        return NativeArtifact.dependency(group, artifact, NativeArtifact.ND4J.version(), "");
    }

    /** As in {@code deeplearning4j-nn}. */
    String label() {
        return artifact;
    }
}
