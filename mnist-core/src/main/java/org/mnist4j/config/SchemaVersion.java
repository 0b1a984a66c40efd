package org.mnist4j.config;

import java.math.BigInteger;

/**
 * The version of the configuration's JSON. It belongs to the file and not to the experiment: the value that is read
 * does not depend on it.
 *
 * <p>docs/configuration.md says when it increases. A file of an older version is then converted to the current one,
 * tree to tree, before its fields are read.
 */
final class SchemaVersion {

    static final String FIELD = "schemaVersion";
    static final int CURRENT = 1;
    /** The version of a file without {@link #FIELD}; it never changes. */
    static final int DEFAULT = 1;

    static final String DESCRIPTION = "version of this file's format";

    static final String SCHEMA_FIELD = "$schema";
    static final String SCHEMA_DESCRIPTION = "location of this file's JSON Schema, for editors; ignored by mnist4j";

    private SchemaVersion() {}

    static boolean isNewer(BigInteger version) {
        return version.compareTo(BigInteger.valueOf(CURRENT)) > 0;
    }

    static String newer(String version) {
        return "the file has version " + version + ", but this release of mnist4j reads only up to version " + CURRENT
                + "; use a newer release";
    }
}
