package org.mnist4j.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reports in which encoding this JVM reads the names of files and folders, which become class names. */
final class FileNameCheck {

    private static final String NAME = "file names";

    private FileNameCheck() {}

    static Finding ofThisJvm() {
        return of(System.getProperty("sun.jnu.encoding", "unknown"));
    }

    static Finding of(String encoding) {
        return canEncode(encoding)
                ? Finding.ok(NAME, encoding)
                : Finding.warn(
                        NAME,
                        encoding,
                        "Files and class folders whose names have accents or letters of other scripts are refused.",
                        "Set LANG or LC_ALL to a UTF-8 locale, such as C.UTF-8.");
    }

    /** An encoding of one language is good enough for somebody who chose it; ASCII is what nobody chose. */
    private static boolean canEncode(String encoding) {
        return Charset.isSupported(encoding) && !Charset.forName(encoding).equals(StandardCharsets.US_ASCII);
    }
}
