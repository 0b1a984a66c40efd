package org.mnist4j.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.mnist4j.run.RunFormatException.Reason;

/** Reads and hashes untrusted files; links, devices and files that grow are refused. */
final class FileContent {

    private static final int CHUNK = 1 << 16;

    private FileContent() {}

    /**
     * The whole content.
     *
     * @param name for messages
     * @param maxBytes the limit; a longer file is refused before it is read
     */
    static byte[] read(Path file, String name, int maxBytes) {
        requireRegular(file, name);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new RunFormatException(name, "", Reason.LIMIT, "is larger than " + maxBytes + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** The records of a CSV text in UTF-8, without a copy of the whole in memory. */
    static List<String> records(Path file, String name) {
        requireRegular(file, name);
        try (BufferedReader text = Files.newBufferedReader(file)) {
            return CsvText.records(text);
        } catch (CharacterCodingException e) {
            throw new RunFormatException(name, "", Reason.SYNTAX, "is not valid UTF-8", e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Length and hash of a file, which is read to its end or to one byte beyond a limit. */
    static RunFile describe(Path file, String name, long maxBytes) {
        requireRegular(file, name);
        MessageDigest digest = digest();
        long length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n > 0 && length <= maxBytes; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
                length += n;
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        return new RunFile(name, length, HexFormat.of().formatHex(digest.digest()));
    }

    private static void requireRegular(Path file, String name) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunFormatException(name, "", Reason.MISSING, "is missing");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunFormatException(
                    name, "", Reason.FILE, "is not a regular file; a run contains no links or folders");
        }
    }

    private static RunFormatException unreadable(String name, IOException e) {
        Reason reason = e instanceof NoSuchFileException ? Reason.MISSING : Reason.FILE;
        return new RunFormatException(name, "", reason, "cannot be read: " + e, e);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
