package org.mnist4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/** The segments of a JPEG file before its pixels, and the number of its scans. */
final class JpegFile {

    static final byte[] SIGNATURE = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int START_OF_SCAN = 0xDA;
    private static final String EXIF = "Exif\0\0";
    private static final String ADOBE = "Adobe";
    private static final int TRANSFORM = 11;

    /** Encoders write about ten for a progressive image; each takes as long to decode as the whole image, even if it is empty. */
    private static final int MAX_SCANS = 32;

    private final int pixels;
    private int components;
    private ExifOrientation orientation = ExifOrientation.UPRIGHT;
    private boolean hasExif;
    private @Nullable Integer adobeTransform;

    private JpegFile(byte[] file) {
        this.pixels = walk(file);
    }

    /** Walks the segments up to the pixels; format errors are left to the decoder. */
    static JpegFile of(byte[] file) {
        return new JpegFile(file);
    }

    /** Checks what the decoder does not check. */
    static void check(String source, byte[] file) {
        JpegFile jpeg = of(file);
        int scans = scans(file, jpeg.pixels);
        if (scans > MAX_SCANS) {
            throw unsupported(source, "at most " + MAX_SCANS + " scans", scans + " scans");
        }
        if (jpeg.components > 4) {
            throw unsupported(source, "a grey, RGB or CMYK image", jpeg.components + " components");
        }
    }

    /** Whether there are four components, which the JDK decodes without converting them to RGB. */
    boolean isCmyk() {
        return components == 4;
    }

    /** Returns the transform in Adobe's segment: 0 for CMYK, 2 for YCCK, both inverted; nothing if there is no such segment. */
    @Nullable
    Integer adobeTransform() {
        return adobeTransform;
    }

    /** Returns how the pixels are to be turned. */
    ExifOrientation orientation() {
        return orientation;
    }

    /** Returns where the pixels begin, or where the segments end. */
    private int walk(byte[] file) {
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
            int marker = file[at + 1] & 0xFF;
            int length = (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF;
            if (marker == START_OF_SCAN || length < 2 || length > file.length - at - 2) {
                return at;
            }
            ByteBuffer data = ByteBuffer.wrap(file, at + 4, length - 2).slice();
            if (marker == APP1 && !hasExif && startsWith(data, EXIF)) {
                hasExif = true;
                orientation = ExifOrientation.of(data.position(EXIF.length()).slice());
            }
            if (marker == APP14 && startsWith(data, ADOBE) && data.limit() > TRANSFORM) {
                adobeTransform = data.get(TRANSFORM) & 0xFF;
            }
            if (isFrame(marker) && data.limit() > 5) {
                components = Math.max(components, data.get(5) & 0xFF);
            }
            at += 2 + length;
        }
        return at;
    }

    /** Counts the markers that start a scan: no other byte FF of a scan is followed by theirs. */
    private static int scans(byte[] file, int from) {
        int scans = 0;
        for (int i = from; i + 1 < file.length; i++) {
            scans += (file[i] & 0xFF) == 0xFF && (file[i + 1] & 0xFF) == START_OF_SCAN ? 1 : 0;
        }
        return scans;
    }

    private static boolean startsWith(ByteBuffer data, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
        return data.limit() >= wanted.length && data.slice(0, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    /** Start-of-frame markers are C0 to CF, except DHT (C4), JPG (C8) and DAC (CC). */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static DataFormatException unsupported(String source, String expected, String actual) {
        return new DataFormatException(
                Reason.IMAGE_UNSUPPORTED,
                source,
                expected,
                actual,
                "save the image as PNG or baseline JPEG in RGB or grey");
    }
}
