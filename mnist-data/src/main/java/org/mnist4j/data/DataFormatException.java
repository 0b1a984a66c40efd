package org.mnist4j.data;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for invalid data: a file, a resource, or arrays passed to {@link ImageDataset#of}.
 *
 * <p>The message states the source, what was expected, what was found, and what to do.
 */
public final class DataFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The kind of problem; the names are stable. */
    public enum Reason {
        /** The data are shorter than declared. */
        TRUNCATED,
        /** The first bytes are not those of an IDX file. */
        BAD_MAGIC,
        /** An IDX element type other than unsigned bytes, or an unknown label type. */
        UNSUPPORTED_DTYPE,
        /** A number of dimensions that is valid neither for images nor for labels. */
        BAD_RANK,
        /** Labels where images were expected, or vice versa. */
        WRONG_KIND,
        /** A header of rows or arrays that cannot be understood. */
        BAD_HEADER,
        /** A row with another number of columns than the first. */
        BAD_ROW,
        /** Something else than a whole number within its range. */
        BAD_VALUE,
        /** Bytes after the end of the data. */
        TRAILING,
        /** Two files or arrays that belong together differ in length. */
        COUNT_MISMATCH,
        /** The training and test sets have different classes. */
        CLASS_MISMATCH,
        /** A label that is not a valid class index. */
        LABEL_RANGE,
        /** Compressed data that cannot be decompressed, or whose checksum differs. */
        GZIP_CORRUPT,
        /** A zip archive that is damaged, or has an entry twice or none that is needed. */
        ZIP_CORRUPT,
        /** Data that exceed a limit of this library. */
        LIMIT,
        /** No images. */
        EMPTY_DATA,
        /**
         * Something that is not a regular file, such as a directory or a device, or not a directory where one was
         * expected.
         */
        NOT_A_FILE,
        /** A file or resource that does not exist. */
        NOT_FOUND,
        /** Several data sets where one was expected. */
        AMBIGUOUS,
        /** A symbolic link that points outside the folder or nowhere. */
        PATH,
        /** A file or folder whose name this JVM cannot decode, or that cannot be the name of a class. */
        FILE_NAME,
        /** An image that exceeds the size limit of this library. */
        IMAGE_TOO_LARGE,
        /** An image whose size differs from the previous ones. */
        IMAGE_SIZE,
        /** An image that violates its format. */
        IMAGE_CORRUPT,
        /** An image format, or a variant of one, that this library does not support. */
        IMAGE_UNSUPPORTED,
        /** Content that differs from the published file. */
        HASH_MISMATCH,
        /** The operating system could not read it; see the cause. */
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

    /** Returns the kind of problem. */
    public Reason reason() {
        return reason;
    }

    /** Returns the invalid file, resource or data set. */
    public String source() {
        return source;
    }

    /** Returns what was expected. */
    public String expected() {
        return expected;
    }

    /** Returns what was found. */
    public String actual() {
        return actual;
    }
}
