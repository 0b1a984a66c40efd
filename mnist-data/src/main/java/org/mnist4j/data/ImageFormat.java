package org.mnist4j.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.mnist4j.data.DataFormatException.Reason;

/** The supported image formats; others are rejected, by name if recognized. */
enum ImageFormat {
    PNG,
    JPEG;

    /** Detects the format from the file's first bytes, and checks what the JDK's decoder does not check. */
    static ImageFormat of(String source, byte[] file) {
        if (startsWith(file, PngFile.SIGNATURE)) {
            PngFile.check(source, file);
            return PNG;
        }
        if (startsWith(file, JpegFile.SIGNATURE)) {
            JpegFile.check(source, file);
            return JPEG;
        }
        throw new DataFormatException(
                Reason.IMAGE_UNSUPPORTED,
                source,
                "a PNG or JPEG image",
                describe(file),
                "convert it to PNG, or move files that are not images elsewhere");
    }

    /** Returns the JDK's name for the decoder. */
    String readerName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String describe(byte[] file) {
        if (file.length == 0) {
            return "an empty file";
        }
        String start = new String(file, 0, Math.min(file.length, 4), StandardCharsets.ISO_8859_1);
        if (start.equals("GIF8")) {
            return "a GIF image";
        }
        if (start.startsWith("BM")) {
            return "a BMP image";
        }
        if (start.equals("II*\0") || start.equals("MM\0*")) {
            return "a TIFF image";
        }
        if (start.equals("RIFF")) {
            return "a WebP image or another RIFF file";
        }
        return start.startsWith("<") ? "SVG, HTML or other XML" : "another kind of file";
    }

    private static boolean startsWith(byte[] file, byte[] signature) {
        return file.length >= signature.length
                && Arrays.equals(file, 0, signature.length, signature, 0, signature.length);
    }
}
