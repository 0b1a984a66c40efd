package org.mnist4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mnist4j.data.DataFormatException.Reason;

/** The file {@code class-names.txt} beside IDX, CSV or NumPy files, which have labels only: one name per line, in UTF-8. */
final class ClassNamesFile {

    static final String NAME = "class-names.txt";

    /** More than a thousand names of 200 characters have. */
    private static final int MAX_BYTES = 1 << 20;

    private ClassNamesFile() {}

    /** Reads the names in a folder, if it has such a file. */
    static Optional<List<String>> in(Path directory) {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        DataFile.checkRegular(file, "a file of class names");
        List<String> names = text(file).lines().toList();
        try {
            return Optional.of(ClassNames.checked(names));
        } catch (IllegalArgumentException e) {
            throw malformed(file, Omissions.printable(String.valueOf(e.getMessage())));
        }
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw malformed(file, "more than " + MAX_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed(file, "bytes that are not UTF-8");
        } catch (IOException e) {
            throw DataFile.unreadable(file.toString(), e);
        }
    }

    private static DataFormatException malformed(Path file, String actual) {
        return new DataFormatException(
                Reason.BAD_HEADER,
                file.toString(),
                "2 to " + ClassNames.MAX_CLASSES + " different names, one per line in UTF-8",
                actual,
                "correct the file, or delete it to have the default names");
    }
}
