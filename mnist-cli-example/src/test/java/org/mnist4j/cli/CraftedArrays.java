package org.mnist4j.cli;

import static org.mnist4j.cli.TestBytes.ascii;
import static org.mnist4j.cli.TestBytes.joined;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** NumPy's arrays and archives of them by the byte, so that each byte of them can be wrong. */
final class CraftedArrays {

    private static final int LOCAL = 0x04034B50;
    private static final int DIRECTORY = 0x02014B50;
    private static final int END = 0x06054B50;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private CraftedArrays() {}

    static byte[] array(String type, String shape, byte... body) {
        return header("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }", body);
    }

    static byte[] header(String dictionary, byte... body) {
        byte[] text = ascii(dictionary + "\n");
        byte[] length = {(byte) text.length, (byte) (text.length >> 8)};
        return joined(ascii("\u0093NUMPY\1\0"), length, text, body);
    }

    /** Two training images and one test image of 28x28 pixels, with which nothing is wrong. */
    static Map<String, byte[]> good() {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x_train", array("|u1", "(2, 28, 28)", new byte[2 * 784]));
        arrays.put("y_train", array("|u1", "(2,)", (byte) 9, (byte) 8));
        arrays.put("x_test", array("|u1", "(1, 28, 28)", new byte[784]));
        arrays.put("y_test", array("|u1", "(1,)", (byte) 9));
        return arrays;
    }

    /** The good arrays with another in place of one of them. */
    static byte[] with(String name, byte[] array) {
        Map<String, byte[]> arrays = good();
        arrays.put(name, array);
        return archive(arrays);
    }

    static byte[] archive(Map<String, byte[]> arrays) {
        Zip zip = new Zip();
        arrays.forEach((name, array) -> zip.add(name + ".npy", STORED, array, array.length, checksum(array)));
        return zip.finished();
    }

    /** The good arrays, of which one is twice in the archive. */
    static byte[] withOneTwice() {
        Zip zip = new Zip();
        good().forEach((name, array) -> zip.add(name + ".npy", STORED, array, array.length, checksum(array)));
        byte[] label = good().get("y_test");
        zip.add("y_test.npy", STORED, label, label.length, checksum(label));
        return zip.finished();
    }

    /** The good arrays, but the first unpacks to these mebibytes, of which the archive's directory does not tell. */
    static byte[] bomb(int mebibytes) {
        Zip zip = new Zip();
        good().forEach((name, array) -> {
            if (name.equals("x_train")) {
                byte[] gzip = TestBytes.gzipBomb(array, mebibytes);
                byte[] deflated = Arrays.copyOfRange(gzip, 10, gzip.length);
                zip.add(name + ".npy", DEFLATED, deflated, array.length, checksum(array));
            } else {
                zip.add(name + ".npy", STORED, array, array.length, checksum(array));
            }
        });
        return zip.finished();
    }

    private static int checksum(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        return (int) checksum.getValue();
    }

    /** A zip archive as its directory says it is. */
    private static final class Zip {

        private byte[] entries = new byte[0];
        private byte[] directory = new byte[0];
        private int count;

        void add(String name, int method, byte[] stored, int size, int checksum) {
            byte[] sizes = ByteBuffer.allocate(22)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 20)
                    .putShort((short) 0)
                    .putShort((short) method)
                    .putInt(0x00210000)
                    .putInt(checksum)
                    .putInt(stored.length)
                    .putInt(size)
                    .array();
            byte[] nameLength = {(byte) name.length(), 0};
            int offset = entries.length;
            entries = joined(entries, number(LOCAL), sizes, nameLength, new byte[2], ascii(name), stored);
            byte[] version = {20, 0};
            directory = joined(
                    directory,
                    number(DIRECTORY),
                    version,
                    sizes,
                    nameLength,
                    new byte[12],
                    number(offset),
                    ascii(name));
            count++;
        }

        byte[] finished() {
            byte[] counts = {(byte) count, 0, (byte) count, 0};
            return joined(
                    entries,
                    directory,
                    number(END),
                    new byte[4],
                    counts,
                    number(directory.length),
                    number(entries.length),
                    new byte[2]);
        }

        private static byte[] number(int value) {
            return ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(value)
                    .array();
        }
    }
}
