package org.mnist4j.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, and the current Java version. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "mnist4j " + (version == null ? "(not from a jar)" : version),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
