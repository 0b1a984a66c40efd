package org.mnist4j.doctor;

import org.mnist4j.engine.NativeBackend;

/** Which Java runs, and whether it lets native code in without a warning. */
final class JavaCheck {

    /** From this version on Java warns of native access that was not allowed on the command line. */
    static final int FIRST_WITH_WARNING = 24;

    private JavaCheck() {}

    static Finding version() {
        return Finding.ok(
                "java",
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                        + System.getProperty("java.vm.name"));
    }

    static Finding nativeAccess(int javaVersion, boolean enabled) {
        if (javaVersion < FIRST_WITH_WARNING) {
            return Finding.ok("native access", "needs no permission in Java " + javaVersion);
        }
        return enabled
                ? Finding.ok("native access", "enabled")
                : Finding.warn(
                        "native access",
                        "not enabled",
                        "The dl4j engine makes Java " + javaVersion
                                + " warn on stderr, and a later Java will refuse it.",
                        "Start Java with --enable-native-access=ALL-UNNAMED, or put \"Enable-Native-Access: ALL-UNNAMED\""
                                + " into the manifest of the application's jar.");
    }

    /** Asked by its name, since Java 17 has no such method. */
    static boolean isNativeAccessEnabled() {
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(NativeBackend.class.getModule());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
