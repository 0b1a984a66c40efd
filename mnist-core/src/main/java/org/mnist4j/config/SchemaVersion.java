package org.mnist4j.config;

import java.math.BigInteger;

/**
 * The version of the configuration's JSON. It belongs to a file and not to an experiment: whatever version a file has, the
 * value that is read from it is the same.
 *
 * <p>docs/configuration.md says when it grows. A file of an older version is then turned into the current one, tree to
 * tree, before its fields are read.
 */
final class SchemaVersion {

    static final String FIELD = "schemaVersion";
    static final int CURRENT = 1;
    /** What a file without {@link #FIELD} has, for ever. */
    static final int WHEN_LEFT_OUT = 1;

    static final String DESCRIPTION = "version of the format this file is written in";

    static final String SCHEMA_FIELD = "$schema";
    static final String SCHEMA_DESCRIPTION = "where the JSON Schema of this file lies, for editors; ignored when read";

    private SchemaVersion() {}

    static boolean isNewer(BigInteger version) {
        return version.compareTo(BigInteger.valueOf(CURRENT)) > 0;
    }

    static String newer(String version) {
        return "the file has version " + version + ", this release of mnist4j reads up to version " + CURRENT
                + "; use a newer release";
    }
}
