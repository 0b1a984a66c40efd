package org.mnist4j.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.mnist4j.data.DataFormatException.Reason;

/** The supported image formats; others are rejected, by name if recognized. */
enum ImageFormat {
    PNG,
    JPEG,
    GIF,
    BMP;

    /** The brands of ISO/IEC 23008-12 in a file's first box. */
    private static final String AVIF = "avif|avis";

    private static final String HEIC = "heic|heix|heim|heis|hevc|hevx|hevm|hevs|mif1|msf1";

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
        if (startsWith(file, GifFile.SIGNATURE)) {
            GifFile.check(source, file);
            return GIF;
        }
        if (startsWith(file, BmpFile.SIGNATURE)) {
            BmpFile.check(source, file);
            return BMP;
        }
        String extension = extension(file);
        throw new DataFormatException(
                Reason.IMAGE_UNSUPPORTED,
                source,
                "a PNG, JPEG, GIF or BMP image",
                extension.isEmpty() ? describe(file) : describe(extension),
                extension.isEmpty()
                        ? "convert it to PNG, or move files that are not images elsewhere"
                        : "convert it to PNG, for example with ImageMagick: magick in." + extension + " out.png");
    }

    /** Returns how the pixels of a checked file are to be turned. */
    ExifOrientation orientation(byte[] file) {
        return switch (this) {
            case JPEG -> JpegFile.of(file).orientation();
            case PNG -> PngFile.orientation(file);
            case GIF, BMP -> ExifOrientation.UPRIGHT;
        };
    }

    /** Returns the number of images in a checked file, of which the first is read. */
    int images(String source, byte[] file) {
        return this == GIF ? GifFile.check(source, file) : 1;
    }

    /** Returns the JDK's name for the decoder. */
    String readerName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the usual extension of an image that this library does not read; empty if it is not recognized. */
    private static String extension(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 32), StandardCharsets.ISO_8859_1);
        if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
            return "tiff";
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "webp";
        }
        if (start.startsWith("\u00FF\n") || start.startsWith("JXL ", 4)) {
            return "jxl";
        }
        if (start.startsWith("ftyp", 4)) {
            // A brand that both use is followed by those it is compatible with.
            String brands = start.substring(8);
            return brands.matches("(?s)(.{4})*?(" + AVIF + ").*")
                    ? "avif"
                    : brands.matches("(?s)(" + HEIC + ").*") ? "heic" : "";
        }
        return "";
    }

    private static String describe(String extension) {
        return switch (extension) {
            case "tiff" -> "a TIFF image";
            case "webp" -> "a WebP image";
            case "jxl" -> "a JPEG XL image";
            case "avif" -> "an AVIF image";
            default -> "a HEIC image, as phones take them";
        };
    }

    private static String describe(byte[] file) {
        if (file.length == 0) {
            return "an empty file";
        }
        return file[0] == '<' ? "SVG, HTML or other XML" : "another kind of file";
    }

    private static boolean startsWith(byte[] file, byte[] signature) {
        return file.length >= signature.length
                && Arrays.equals(file, 0, signature.length, signature, 0, signature.length);
    }
}
