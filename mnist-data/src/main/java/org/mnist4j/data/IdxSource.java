package org.mnist4j.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.mnist4j.data.DataFormatException.Reason;

/** The uncompressed bytes of an IDX file, whether the file is gzip or plain; which one its first two bytes say. */
final class IdxSource implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream content;
    private final OptionalLong size;

    private IdxSource(String name, InputStream content, OptionalLong size) {
        this.name = name;
        this.content = content;
        this.size = size;
    }

    /** Opens a regular file; anything else, such as a device or a pipe, is refused without opening it. */
    static IdxSource open(Path file) {
        String name = file.toString();
        try {
            if (!Files.isRegularFile(file)) {
                throw notAFile(file);
            }
            return open(name, Files.newInputStream(file), OptionalLong.of(Files.size(file)));
        } catch (NoSuchFileException e) {
            throw notAFile(file);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Takes over a stream and closes it. */
    static IdxSource open(String name, InputStream stream, OptionalLong storedSize) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER);
        try {
            buffered.mark(2);
            boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
            buffered.reset();
            return gzip
                    ? new IdxSource(name, new GzipMember(buffered, name), OptionalLong.empty())
                    : new IdxSource(name, buffered, storedSize);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /** The same source, which takes the SHA-256 of what is read from it. */
    IdxSource hashing() {
        return new IdxSource(name, new DigestInputStream(content, Sha256.digest()), size);
    }

    /** The SHA-256 of what was read from a {@link #hashing} source. */
    byte[] hash() {
        return ((DigestInputStream) content).getMessageDigest().digest();
    }

    /** The file's or resource's name, for messages. */
    String name() {
        return name;
    }

    /** The uncompressed bytes. */
    InputStream content() {
        return content;
    }

    /** The number of uncompressed bytes, where it is known without reading them. */
    OptionalLong size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    static DataFormatException unreadable(String name, Exception cause) {
        boolean compressed = cause instanceof ZipException || cause instanceof EOFException;
        return compressed
                ? new DataFormatException(
                        Reason.GZIP_CORRUPT,
                        name,
                        "a whole gzip file",
                        String.valueOf(cause.getMessage()),
                        "download or copy it again",
                        cause)
                : new DataFormatException(
                        Reason.IO,
                        name,
                        "a readable file",
                        cause.getClass().getSimpleName() + " (" + cause.getMessage() + ")",
                        "check its permissions and the disk",
                        cause);
    }

    private static DataFormatException notAFile(Path file) {
        return Files.exists(file)
                ? new DataFormatException(
                        Reason.NOT_A_FILE,
                        file.toString(),
                        "a regular file",
                        Files.isDirectory(file) ? "a directory" : "a device, pipe or socket",
                        "give the path of the IDX file itself")
                : new DataFormatException(
                        Reason.NOT_FOUND, file.toString(), "an IDX file", "no such file", "check the path");
    }
}
