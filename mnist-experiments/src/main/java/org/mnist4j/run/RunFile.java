package org.mnist4j.run;

/**
 * One file of a run and what it must hold.
 *
 * @param name a plain file name, right in the run directory
 * @param bytes its length
 * @param sha256 the SHA-256 of its content, in lower-case hex
 */
public record RunFile(String name, long bytes, String sha256) {

    private static final int MAX_NAME = 255;

    /**
     * Checks the three.
     *
     * @throws IllegalArgumentException if the name could lead anywhere but right into the folder, or a value is not what it
     *     should be
     */
    public RunFile {
        if (!isPlain(name)) {
            throw new IllegalArgumentException("name: expected a plain file name, was " + Text.visible(name));
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: expected 0 or more, was " + bytes);
        }
        Text.requireSha256("sha256", sha256);
    }

    /** Whether a name means a file right in a folder on every system: no separator, drive, stream or way up. */
    static boolean isPlain(String name) {
        return name.length() <= MAX_NAME
                && !name.isBlank()
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c))
                && Text.isUnicode(name);
    }
}
