package org.mnist4j.dl4j;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mnist4j.spi.EngineCheck;

/** Checks whether the dl4j engine can start, and what its native code would use. */
final class NativeCheck {

    /** From this version on Java warns of native access that was not allowed on the command line. */
    private static final int FIRST_JAVA_WITH_WARNING = 24;

    private static final String CONSEQUENCE = "Everything else works.";

    private NativeCheck() {}

    static List<EngineCheck> all() {
        List<EngineCheck> checks = new ArrayList<>();
        checks.add(nativeAccess(Runtime.version().feature(), isNativeAccessEnabled()));
        try {
            NativeCache.choose();
            checks.addAll(backend(NativePlatform.current(), NativeBackend.examine(), System.getenv()));
        } catch (IOException e) {
            checks.add(notTried(System.getProperty("java.io.tmpdir"), e));
        }
        checks.add(CacheFolderCheck.of(NativeCache.folder()));
        return checks;
    }

    static EngineCheck nativeAccess(int javaVersion, boolean enabled) {
        if (javaVersion < FIRST_JAVA_WITH_WARNING) {
            return EngineCheck.passed("native access", "needs no permission in Java " + javaVersion);
        }
        return enabled
                ? EngineCheck.passed("native access", "enabled")
                : EngineCheck.failed(
                        "native access",
                        "not enabled",
                        "The dl4j engine makes Java " + javaVersion
                                + " warn on stderr, and a later Java will refuse it.",
                        "Start Java with --enable-native-access=ALL-UNNAMED, or put \"Enable-Native-Access: ALL-UNNAMED\""
                                + " into the manifest of the application's jar.");
    }

    /** By reflection, since Java 17 has no such method. */
    private static boolean isNativeAccessEnabled() {
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(NativeCheck.class.getModule());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    static List<EngineCheck> backend(NativePlatform platform, NativeBackend backend, Map<String, String> environment) {
        if (backend.problem().isPresent()) {
            return List.of(EngineCheck.failed(
                    "native backend",
                    backend.problem().get(),
                    "The dl4j engine cannot start. " + CONSEQUENCE,
                    platform.advice()));
        }
        return List.of(
                EngineCheck.passed(
                        "native backend",
                        backend.name()
                                + platform.classifier()
                                        .map(name -> " for " + name)
                                        .orElse("")),
                EngineCheck.passed(
                        "blas",
                        "OpenBLAS, core type " + backend.coreType().orElse("unknown")
                                + set("OPENBLAS_CORETYPE", environment)),
                EngineCheck.passed(
                        "native threads",
                        "OpenMP " + backend.openMpThreads() + ", OpenBLAS " + backend.blasThreads()
                                + ", both limited to 1 while the dl4j engine trains"
                                + set("OMP_NUM_THREADS", environment)));
    }

    /** The attempt needs a temporary file. */
    static EngineCheck notTried(String temporary, IOException failure) {
        return EngineCheck.failed(
                "native backend",
                "not tried: no file can be written to " + temporary + " (" + failure + ")",
                "It is not known whether the dl4j engine can start. " + CONSEQUENCE,
                "Name a folder for temporary files that can be written with -Djava.io.tmpdir=FOLDER.");
    }

    private static String set(String variable, Map<String, String> environment) {
        return environment.containsKey(variable) ? " (" + variable + "=" + environment.get(variable) + ")" : "";
    }
}
