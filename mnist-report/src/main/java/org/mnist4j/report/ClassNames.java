package org.mnist4j.report;

/** Shortens class names that occur many times on a page. */
final class ClassNames {
    private static final int MOST = 24;

    private ClassNames() {}

    /** The name, or its first {@value #MOST} - 1 characters and an ellipsis. */
    static String brief(String name) {
        return name.codePointCount(0, name.length()) <= MOST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST - 1)).stripTrailing() + "…";
    }
}
