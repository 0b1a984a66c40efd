package org.mnist4j.run;

import org.mnist4j.build.BuildInfo;

/**
 * Whether retraining must give the same bits.
 *
 * @param equalBitsRequired whether it must
 * @param words the reason, in words
 */
record BitRule(boolean equalBitsRequired, String words) {

    private static final String JAVA = "java";

    /**
     * The rule for a run that is retrained here.
     *
     * @param claimed the manifest of the run
     * @param build the library that retrains it
     * @param environment where it is retrained
     */
    static BitRule of(RunManifest claimed, BuildInfo build, RunEnvironment environment) {
        if (!sameLibrary(claimed.build(), build)) {
            return new BitRule(
                    false,
                    "equal bits are promised only within one version of the library; the run used "
                            + words(claimed.build()) + ", this is " + words(build));
        }
        for (ContinuedRun part : claimed.continues()) {
            if (!sameLibrary(part.build(), build)) {
                return new BitRule(
                        false,
                        "equal bits are promised only within one version of the library; the first " + part.epochs()
                                + " epochs of the run used " + words(part.build()) + ", this is " + words(build));
            }
        }
        if (claimed.engine().equals(JAVA)) {
            return new BitRule(
                    true,
                    "the java engine gives the same bits on every machine, and the library is the same, " + words(build)
                            + ": the bits must be equal");
        }
        String before = platform(claimed.environment());
        String now = platform(environment);
        boolean known = !claimed.environment().blasCore().equals(RunEnvironment.UNKNOWN);
        boolean always = claimed.continues().stream()
                .allMatch(part -> platform(part.environment()).equals(before));
        if (known && always && before.equals(now)) {
            return new BitRule(
                    true,
                    "the " + claimed.engine() + " engine gives the same bits on one kind of processor, and both are "
                            + now + "; the library is the same, " + words(build) + ": the bits must be equal");
        }
        return new BitRule(
                false,
                "the " + claimed.engine() + " engine gives the same bits on one kind of processor; the run used "
                        + before + (always ? "" : " and others") + ", this is " + now);
    }

    /** A release is identified by its version; a snapshot version has many builds. */
    private static boolean sameLibrary(BuildInfo claimed, BuildInfo here) {
        return claimed.version().equals(here.version())
                && (!here.version().endsWith("-SNAPSHOT") || claimed.commit().equals(here.commit()));
    }

    /** ND4J's own native code differs by operating system, so its name matters, but not its version. */
    private static String platform(RunEnvironment environment) {
        String os = environment.os();
        int version = os.lastIndexOf(' ');
        return "OpenBLAS core " + environment.blasCore() + " on " + (version < 0 ? os : os.substring(0, version)) + " "
                + environment.arch();
    }

    private static String words(BuildInfo build) {
        return build.version() + " (commit " + build.commit() + (build.dirty() ? ", changed)" : ")");
    }
}
