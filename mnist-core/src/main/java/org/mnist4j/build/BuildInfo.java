package org.mnist4j.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The build of this library.
 *
 * @param version the Maven version
 * @param commit the git commit it was built from, 40 hex digits, or {@code unknown} for a build outside a git checkout
 * @param dirty whether files differed from that commit when it was built
 */
public record BuildInfo(String version, String commit, boolean dirty) {

    /** The value of {@link #version()} and {@link #commit()} if the build did not record them. */
    public static final String UNKNOWN = "unknown";

    private static final String RESOURCE = "build.properties";
    private static final BuildInfo CURRENT = read();

    /** Returns the build of the loaded classes. */
    public static BuildInfo current() {
        return CURRENT;
    }

    private static BuildInfo read() {
        Properties properties = new Properties();
        try (@Nullable InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " of mnist-core cannot be read", e);
        }
        return new BuildInfo(
                properties.getProperty("git.build.version", UNKNOWN),
                properties.getProperty("git.commit.id.full", UNKNOWN),
                Boolean.parseBoolean(properties.getProperty("git.dirty")));
    }
}
