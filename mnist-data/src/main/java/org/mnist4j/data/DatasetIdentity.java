package org.mnist4j.data;

/**
 * Which data set something was done with, without its images.
 *
 * @param name what it was called, such as {@code mnist-train}; not blank
 * @param images how many images it has, at least 1
 * @param fingerprint {@link ImageDataset#fingerprint()}: equal for equal content, whatever the name
 */
public record DatasetIdentity(String name, int images, String fingerprint) {

    /**
     * Checks the three.
     *
     * @throws IllegalArgumentException if the name is blank, there are no images, or the fingerprint is not 64 lower-case
     *     hex digits
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

    /** The identity of a data set; the first call for it reads all its pixels. */
    public static DatasetIdentity of(ImageDataset images) {
        return new DatasetIdentity(images.name(), images.size(), images.fingerprint());
    }

    /** For messages, such as {@code mnist-train (60000 images, fingerprint 5e1d...)}, with all digits. */
    @Override
    public String toString() {
        return name + " (" + images + " images, fingerprint " + fingerprint + ")";
    }
}
