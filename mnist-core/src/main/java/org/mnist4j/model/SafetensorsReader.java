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

/**
 * Reads a safetensors file of this library in two steps, so that the header can be checked before memory is allocated
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
                return new SafetensorsReader(source, in, SafetensorsHeader.read(source, in, Files.size(file), limits));
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
