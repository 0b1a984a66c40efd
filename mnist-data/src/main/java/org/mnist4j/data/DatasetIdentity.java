package org.mnist4j.data;

/**
 * Identifies a data set, without its images.
 *
 * @param name its name, such as {@code mnist-train}; not blank
 * @param images the number of images, at least 1
 * @param fingerprint {@link ImageDataset#fingerprint()}: equal for equal content, regardless of the name
 */
public record DatasetIdentity(String name, int images, String fingerprint) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the name is blank, there are no images, or the fingerprint is not 64
     *     lower-case hex digits
     */
    public DatasetIdentity {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: expected the data set's name, was blank");
        }
        if (images < 1) {
            throw new IllegalArgumentException("images: expected 1 or more, was " + images);
        }
        if (!fingerprint.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "fingerprint: expected a SHA-256 as 64 lower-case hex digits, was " + fingerprint);
        }
    }

    /** Returns the identity of a data set; the first call for a data set reads all its pixels. */
    public static DatasetIdentity of(ImageDataset images) {
        return new DatasetIdentity(images.name(), images.size(), images.fingerprint());
    }

    /** Returns a description such as {@code mnist-train (60000 images, fingerprint 5e1d...)}, with all digits. */
    @Override
    public String toString() {
        return name + " (" + images + " images, fingerprint " + fingerprint + ")";
    }
}
