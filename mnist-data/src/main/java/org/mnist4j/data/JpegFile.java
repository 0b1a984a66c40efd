package org.mnist4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.mnist4j.data.DataFormatException.Reason;

/** Checks of a JPEG file's metadata: the orientation in its EXIF data (CIPA DC-008), and the number of components. */
final class JpegFile {

    static final byte[] SIGNATURE = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    private static final int APP1 = 0xE1;
    private static final int START_OF_SCAN = 0xDA;
    private static final String EXIF = "Exif\0\0";
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int UPRIGHT = 1;

    /** Encoders write about ten for a progressive image; each takes as long to decode as the whole image, even if it is empty. */
    private static final int MAX_SCANS = 32;

    private JpegFile() {}

    /** Walks the segments up to the pixels, and counts the scans; format errors are left to the decoder. */
    static void check(String source, byte[] file) {
        int scans = scans(file, checkSegments(source, file));
        if (scans > MAX_SCANS) {
            throw unsupported(source, "at most " + MAX_SCANS + " scans", scans + " scans");
        }
    }

    /** Returns where the pixels begin, or where the segments end. */
    private static int checkSegments(String source, byte[] file) {
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
            int marker = file[at + 1] & 0xFF;
            int length = (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF;
            if (marker == START_OF_SCAN || length < 2 || length > file.length - at - 2) {
                return at;
            }
            ByteBuffer data = ByteBuffer.wrap(file, at + 4, length - 2).slice();
            if (marker == APP1 && orientation(data) != UPRIGHT) {
                throw unsupported(source, "an upright image", "EXIF data with a rotation or reflection");
            }
            if (isFrame(marker) && data.limit() > 5 && data.get(5) > 3) {
                throw unsupported(source, "a grey or RGB image", data.get(5) + " components, such as CMYK");
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

    /** Returns the value of EXIF's orientation tag in the first image directory; upright if there is none. */
    private static int orientation(ByteBuffer data) {
        byte[] name = new byte[EXIF.length()];
        if (data.limit() < name.length + 8) {
            return UPRIGHT;
        }
        data.get(name);
        if (!EXIF.equals(new String(name, StandardCharsets.ISO_8859_1))) {
            return UPRIGHT;
        }
        ByteBuffer tiff = data.slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 0 || directory > tiff.limit() - 2) {
            return UPRIGHT;
        }
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int entry = directory + 2; entries > 0 && entry + 12 <= tiff.limit(); entry += 12, entries--) {
            if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION_TAG) {
                return tiff.getShort(entry + 8);
            }
        }
        return UPRIGHT;
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
                "save the image upright, as PNG or baseline JPEG in RGB or grey");
    }
}
