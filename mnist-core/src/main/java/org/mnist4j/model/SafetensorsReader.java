package org.mnist4j.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.ModelFormatException.Reason;
import org.mnist4j.model.SafetensorsHeader.Writer;

/**
 * Reads a safetensors file in two steps, so that the header can be checked before memory is allocated
 * for the tensors.
 *
 * <p>Internal to this library; applications call {@link Model#load}.
 */
public final class SafetensorsReader implements AutoCloseable {

    /**
     * Size limits of a file; a larger file is rejected without being read.
     *
     * @param fileBytes the largest size of the file
     * @param headerBytes the largest size of its header
     */
    public record Limits(long fileBytes, int headerBytes) {
        /** Enough for a thousand class names of 200 characters each, all escaped twice. */
        public static final Limits MODEL = new Limits(1L << 30, 1 << 21);
    }

    private final String source;
    private final InputStream in;
    private final SafetensorsHeader header;

    private SafetensorsReader(String source, InputStream in, SafetensorsHeader header) {
        this.source = source;
        this.in = in;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws ModelFormatException if there is no such file or its header is invalid
     */
    public static SafetensorsReader open(Path file, Limits limits) {
        return open(file, limits, Writer.OURS);
    }

    /** Opens a file of another program, whose values are then read one by one. */
    static SafetensorsReader openOther(Path file, Limits limits) {
        return open(file, limits, Writer.OTHER);
    }

    private static SafetensorsReader open(Path file, Limits limits, Writer writer) {
        String source = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new ModelFormatException(
                    source,
                    Reason.FILE,
                    Files.exists(file) ? "is not a regular file" : "file not found; check the path");
        }
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file));
            try {
                SafetensorsHeader header = SafetensorsHeader.read(source, in, Files.size(file), limits, writer);
                return new SafetensorsReader(source, in, header);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    /** The header's metadata. */
    public Map<String, String> metadata() {
        return Map.copyOf(header.metadata());
    }

    /** Names and shapes in the order of their values. */
    public List<TensorSpec> tensors() {
        return List.copyOf(header.tensors());
    }

    /**
     * Reads the values of all tensors, concatenated; may be called only once.
     *
     * @throws ModelFormatException if the file does not match its SHA-256
     */
    public float[] values() {
        try {
            return Safetensors.readValues(source, header, in);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    /** The element type of each of {@link #tensors()}. */
    List<Dtype> dtypes() {
        return header.dtypes();
    }

    /**
     * Reads the values of another program's file, widened to floats; may be called only once.
     *
     * @param values receives them
     * @param offsets where in {@code values} each of {@link #tensors()} begins; -1 for one to pass over
     * @return the SHA-256 of the whole file, in lower-case hex
     */
    String read(float[] values, int[] offsets) {
        try {
            return Safetensors.readInto(source, header, in, values, offsets);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    private static ModelFormatException unreadable(String source, IOException e) {
        return new ModelFormatException(source, Reason.FILE, "cannot be read: " + reason(e), e);
    }

    /** The operating system's message, or the exception's name where there is none. */
    private static String reason(IOException e) {
        return e instanceof FileSystemException refused && refused.getReason() == null
                ? e.getClass().getSimpleName().replace("Exception", "")
                : String.valueOf(e.getMessage());
    }
}
