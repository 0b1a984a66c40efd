package org.mnist4j.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.mnist4j.data.DataFormatException.Reason;

/** The uncompressed bytes of a data file, gzip or plain, as detected from its first two bytes. */
final class DataSource implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream content;
    private final OptionalLong size;

    private DataSource(String name, InputStream content, OptionalLong size) {
        this.name = name;
        this.content = content;
        this.size = size;
    }

    /** Opens a regular file; anything else, such as a device or a pipe, is rejected without opening it. */
    static DataSource open(Path file, String wanted) {
        DataFile.checkRegular(file, wanted);
        String name = file.toString();
        try {
            return open(name, Files.newInputStream(file), OptionalLong.of(Files.size(file)));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Takes ownership of a stream and closes it. */
    static DataSource open(String name, InputStream stream, OptionalLong storedSize) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER);
        try {
            buffered.mark(2);
            boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
            buffered.reset();
            return gzip
                    ? new DataSource(name, new GzipMember(buffered, name), OptionalLong.empty())
                    : new DataSource(name, buffered, storedSize);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /** Returns the same source with a SHA-256 computed over what is read from it. */
    DataSource hashing() {
        return new DataSource(name, new DigestInputStream(content, Sha256.digest()), size);
    }

    /** Returns the SHA-256 of what was read from a {@link #hashing} source. */
    byte[] hash() {
        return ((DigestInputStream) content).getMessageDigest().digest();
    }

    /** Returns the name of the file or resource, for messages. */
    String name() {
        return name;
    }

    /** Returns the uncompressed bytes. */
    InputStream content() {
        return content;
    }

    /** Returns the number of uncompressed bytes, if it is known without reading them. */
    OptionalLong size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** Reports damaged compression or an I/O error. */
    static DataFormatException unreadable(String name, IOException cause) {
        boolean compression = cause instanceof ZipException || cause instanceof EOFException;
        return compression
                ? new DataFormatException(
                        Reason.GZIP_CORRUPT,
                        name,
                        "a whole gzip file",
                        String.valueOf(cause.getMessage()),
                        "download or copy it again",
                        cause)
                : DataFile.unreadable(name, cause);
    }
}
