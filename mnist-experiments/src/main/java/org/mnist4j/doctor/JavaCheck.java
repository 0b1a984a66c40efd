package org.mnist4j.doctor;

/** Reports the Java runtime and the platform. */
final class JavaCheck {

    private JavaCheck() {}

    static Finding version() {
        return Finding.ok(
                "java",
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                        + System.getProperty("java.vm.name"));
    }

    static Finding platform() {
        return Finding.ok("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
}
