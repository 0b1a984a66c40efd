package org.mnist4j.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * The arrays of an {@code .npz} file, a zip archive of NumPy arrays. They are unpacked only up to the size in the header of each, and
 * their checksums are verified, which the JDK does not do.
 */
final class NpzFile implements Closeable {

    private static final int MAX_ARRAYS = 1000;
    private static final String SUFFIX = ".npy";

    private final String source;
    private final ZipFile zip;
    private final Map<String, ZipEntry> arrays = new TreeMap<>();

    private NpzFile(String source, ZipFile zip) {
        this.source = source;
        this.zip = zip;
    }

    static NpzFile open(Path file) {
        DataFile.checkRegular(file, "an .npz file");
        String source = file.toString();
        try {
            NpzFile npz = new NpzFile(source, new ZipFile(file.toFile()));
            try {
                npz.list();
                return npz;
            } catch (RuntimeException e) {
                npz.close();
                throw e;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(source, e);
        }
    }

    private void list() {
        if (zip.size() > MAX_ARRAYS) {
            throw new DataFormatException(
                    Reason.LIMIT, source, "at most " + MAX_ARRAYS + " arrays", zip.size() + "", "save fewer of them");
        }
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (name.endsWith(SUFFIX)
                    && arrays.put(name.substring(0, name.length() - SUFFIX.length()), entry) != null) {
                throw corrupt(source, "\"" + CsvHeader.shown(name) + "\" twice", null);
            }
        }
    }

    /** Returns the names of all arrays, sorted and without {@code .npy}. */
    List<String> names() {
        return new ArrayList<>(arrays.keySet());
    }

    IdxImages images(String name, int channels) {
        return read(name, (in, size) -> NpyArray.images(source, shown(name), in, size, channels));
    }

    int[] labels(String name) {
        return read(name, (in, size) -> NpyArray.labels(source, shown(name), in, size));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private <T> T read(String name, ArrayParser<T> parser) {
        ZipEntry entry = Objects.requireNonNull(arrays.get(name), name);
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            T array = parser.parse(in, OptionalLong.of(entry.getSize()));
            if (checksum.getValue() != entry.getCrc()) {
                throw corrupt(source, "a checksum that does not match the content of " + shown(name), null);
            }
            return array;
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    private static String shown(String name) {
        return CsvHeader.shown(name);
    }

    private static DataFormatException unreadable(String source, Exception cause) {
        boolean zip = cause instanceof ZipException
                || cause instanceof EOFException
                || cause instanceof IllegalArgumentException;
        return zip
                ? corrupt(source, CsvHeader.shown(String.valueOf(cause.getMessage())), cause)
                : DataFile.unreadable(source, cause);
    }

    private static DataFormatException corrupt(String source, String actual, @Nullable Exception cause) {
        return new DataFormatException(
                Reason.ZIP_CORRUPT, source, "a whole .npz file", actual, "download or save it again", cause);
    }

    /** Reads one array, of which the number of bytes is known. */
    @FunctionalInterface
    interface ArrayParser<T> {
        T parse(InputStream in, OptionalLong size) throws IOException;
    }
}
