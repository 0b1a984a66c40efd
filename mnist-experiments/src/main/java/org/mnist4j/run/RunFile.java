package org.mnist4j.run;

/**
 * One file of a run, with its expected content.
 *
 * @param name a plain file name in the run directory
 * @param bytes its length
 * @param sha256 the SHA-256 of its content, in lower-case hex
 */
public record RunFile(String name, long bytes, String sha256) {

    private static final int MAX_NAME = 255;

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if the name could lead out of the folder, or a value is invalid
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

    /** Whether a name denotes a file in its folder on every system: no separator, drive, stream or parent. */
    static boolean isPlain(String name) {
        return name.length() <= MAX_NAME
                && !name.isBlank()
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c))
                && Text.isUnicode(name);
    }
}
