package org.mnist4j.doctor;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mnist4j.engine.NativeBackend;
import org.mnist4j.engine.NativePlatform;

/** Whether the dl4j engine can start, and what its native code would use. */
final class NativeCheck {

    private NativeCheck() {}

    static List<Finding> of(NativePlatform platform, NativeBackend backend, Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        String threads = javaThreads();
        if (backend.problem().isPresent()) {
            findings.add(Finding.warn(
                    "native backend",
                    backend.problem().get(),
                    "The dl4j engine, a reference for comparisons, cannot start. Everything else works.",
                    platform.advice()));
        } else {
            findings.add(Finding.ok(
                    "native backend",
                    backend.name()
                            + platform.classifier().map(name -> " for " + name).orElse("")));
            findings.add(Finding.ok(
                    "blas",
                    "OpenBLAS, core type " + backend.coreType().orElse("unknown")
                            + set("OPENBLAS_CORETYPE", environment)));
            threads += "; OpenMP " + backend.openMpThreads() + ", OpenBLAS " + backend.blasThreads()
                    + ", both held at 1 while the dl4j engine trains";
        }
        findings.add(Finding.ok("threads", threads + set("OMP_NUM_THREADS", environment)));
        return findings;
    }

    /** The attempt needs a temporary file, and so does much else on a machine. */
    static List<Finding> notTried(String temporary, UncheckedIOException failure) {
        return List.of(
                Finding.warn(
                        "native backend",
                        "not tried: no file can be written to " + temporary + " (" + failure.getCause() + ")",
                        "Whether the dl4j engine, a reference for comparisons, can start is not known."
                                + " Everything else works.",
                        "Name a folder for temporary files that can be written with -Djava.io.tmpdir=FOLDER."),
                Finding.ok("threads", javaThreads()));
    }

    private static String javaThreads() {
        return "java engine " + Runtime.getRuntime().availableProcessors() + ", one per processor";
    }

    private static String set(String variable, Map<String, String> environment) {
        return environment.containsKey(variable) ? " (" + variable + "=" + environment.get(variable) + ")" : "";
    }
}
