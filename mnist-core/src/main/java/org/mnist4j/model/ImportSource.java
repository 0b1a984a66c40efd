package org.mnist4j.model;

import org.mnist4j.build.BuildInfo;

/**
 * The file that an imported model's parameters come from, as recorded by the import. It is not a proof: anyone who can
 * write the file can write anything here.
 *
 * @param build the build of this library that imported the model
 * @param format the file's format, such as {@code safetensors}
 * @param file the file's name without its folder, 1 to 200 characters
 * @param sha256 the SHA-256 of the file's bytes, 64 lower-case hex digits
 */
public record ImportSource(BuildInfo build, String format, String file, String sha256) {

    /**
     * Checks every part.
     *
     * @throws IllegalArgumentException if a string is blank, longer than {@value ModelProvenance#MAX_TEXT} characters
     *     or contains an unpaired surrogate, or the commit or the hash is not hexadecimal
     */
    public ImportSource {
        ModelProvenance.requireBuild(build);
        ModelProvenance.requireText("format", format);
        ModelProvenance.requireText("file", file);
        ModelProvenance.requireSha256("sha256", sha256);
    }
}
