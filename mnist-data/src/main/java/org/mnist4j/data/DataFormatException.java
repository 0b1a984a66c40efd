package org.mnist4j.data;

import org.jspecify.annotations.Nullable;

/**
 * Data that cannot be used as it is: a file, a resource, or arrays given to {@link ImageDataset#of}.
 *
 * <p>The message is one sentence: where, what was expected, what was found, and what to do.
 */
public final class DataFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong, as a constant that programs can rely on. */
    public enum Reason {
        /** The data end before their declared end. */
        TRUNCATED,
        /** The first bytes are not those of an IDX file. */
        BAD_MAGIC,
        /** An IDX element type other than unsigned bytes, or a label type not known. */
        UNSUPPORTED_DTYPE,
        /** A number of dimensions that neither images nor labels have. */
        BAD_RANK,
        /** Labels where images were expected, or the other way round. */
        WRONG_KIND,
        /** Bytes after the end of the data. */
        TRAILING,
        /** Two parts that belong together differ in their number of entries. */
        COUNT_MISMATCH,
        /** Training and test set have different classes. */
        CLASS_MISMATCH,
        /** A label that is no index into the class names. */
        LABEL_RANGE,
        /** Compressed data that cannot be decompressed, or whose checksum differs. */
        GZIP_CORRUPT,
        /** Larger than this library reads. */
        LIMIT,
        /** No images. */
        EMPTY_DATA,
        /** Something that is not a regular file, such as a directory or a device, or not a directory where one is due. */
        NOT_A_FILE,
        /** A file or resource that does not exist. */
        NOT_FOUND,
        /** Several data sets where one was expected. */
        AMBIGUOUS,
        /** A symbolic link that leaves the folder or leads nowhere. */
        PATH,
        /** An image that is larger than this library reads. */
        IMAGE_TOO_LARGE,
        /** An image of another size than those before it. */
        IMAGE_SIZE,
        /** An image that breaks the rules of its format. */
        IMAGE_CORRUPT,
        /** An image format, or a variant of it, that this library does not read. */
        IMAGE_UNSUPPORTED,
        /** Content other than the published one. */
        HASH_MISMATCH,
        /** The operating system could not read it; the cause says why. */
        IO
    }

    private final Reason reason;
    private final String source;
    private final String expected;
    private final String actual;

    DataFormatException(Reason reason, String source, String expected, String actual, String advice) {
        this(reason, source, expected, actual, advice, null);
    }

    DataFormatException(
            Reason reason, String source, String expected, String actual, String advice, @Nullable Throwable cause) {
        super(source + ": expected " + expected + ", found " + actual + "; " + advice, cause);
        this.reason = reason;
        this.source = source;
        this.expected = expected;
        this.actual = actual;
    }

    /** What is wrong, for programs. */
    public Reason reason() {
        return reason;
    }

    /** The file, resource or data set that is wrong. */
    public String source() {
        return source;
    }

    /** What should have been there. */
    public String expected() {
        return expected;
    }

    /** What was there. */
    public String actual() {
        return actual;
    }
}
