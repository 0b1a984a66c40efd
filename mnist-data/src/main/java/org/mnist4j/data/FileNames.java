package org.mnist4j.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.mnist4j.data.DataFormatException.Reason;

/** The names of files and folders, which become class names and decide the order of images. */
final class FileNames {

    private FileNames() {}

    /**
     * Returns the name of an entry. A JVM decodes names as its locale says, and silently replaces what it cannot decode:
     * different names may become equal, and their order another.
     */
    static String of(Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (!isOf(name, entry)) {
            throw new DataFormatException(
                    Reason.FILE_NAME,
                    entry.toString(),
                    "a name in " + encoding() + ", the encoding of file names in this JVM",
                    "other bytes",
                    isUtf8()
                            ? "rename it in UTF-8, for example with convmv"
                            : "set LANG or LC_ALL to a UTF-8 locale, such as C.UTF-8");
        }
        return name;
    }

    /** Returns the name of a folder as the name of a class. */
    static String ofClass(Path folder) {
        String name = of(folder);
        ClassNames.fault(name).ifPresent(fault -> {
            throw new DataFormatException(
                    Reason.FILE_NAME,
                    folder.toString(),
                    "the name of a class, of 1 to " + ClassNames.MAX_LENGTH + " characters",
                    fault,
                    "rename the folder");
        });
        return name;
    }

    private static boolean isOf(String name, Path entry) {
        try {
            return entry.resolveSibling(name).equals(entry);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isUtf8() {
        String encoding = encoding();
        return Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
    }

    private static String encoding() {
        return System.getProperty("sun.jnu.encoding", "UTF-8");
    }
}
