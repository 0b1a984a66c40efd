package org.mnist4j.onnx;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelFormatException.Reason;

/**
 * Reads a message of Protocol Buffers, field by field, strictly: a length must end within its message, a field must have
 * the type that is asked for. {@link ProtoMessage} describes the format. Nothing is copied but what is asked for.
 */
final class ProtoReader {

    private static final int MAX_FIELD = (1 << 29) - 1;

    private final String source;
    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;
    private long seen; // the fields up to 63 that may be there once only

    /** A reader of the whole array. */
    ProtoReader(String source, byte[] bytes) {
        this(source, bytes, 0, bytes.length);
    }

    private ProtoReader(String source, byte[] bytes, int from, int end) {
        this.source = source;
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Goes to the next field; false at the end of the message. */
    boolean next() {
        if (at == end) {
            return false;
        }
        long tag = rawVarint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 3 < 1 || tag >>> 3 > MAX_FIELD) {
            throw damaged("a field has the number " + Long.toUnsignedString(tag >>> 3));
        }
        return true;
    }

    /** The number of the field. */
    int field() {
        return field;
    }

    /** Requires that the field, whose number is below 64, was not there before. */
    ProtoReader once() {
        if ((seen & 1L << field) != 0) {
            throw damaged("field " + field + " appears twice");
        }
        seen |= 1L << field;
        return this;
    }

    long varint() {
        requireType(ProtoMessage.VARINT);
        return rawVarint();
    }

    float float32() {
        requireType(ProtoMessage.FOUR_BYTES);
        return rawFloat();
    }

    /** The message in the field. */
    ProtoReader message() {
        int length = length();
        ProtoReader message = new ProtoReader(source, bytes, at, at + length);
        at += length;
        return message;
    }

    /** The text in the field, of at most {@code longest} bytes. */
    String text(int longest) {
        int length = length();
        if (length > longest) {
            throw damaged("a text has " + length + " bytes, more than the " + longest + " allowed");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
            at += length;
            return text.toString();
        } catch (CharacterCodingException e) {
            throw damaged("a text is not valid UTF-8");
        }
    }

    /** Passes over the bytes in the field, which the buffer gives, little-endian or not as it is set. */
    ByteBuffer content() {
        int length = length();
        ByteBuffer content = ByteBuffer.wrap(bytes, at, length).slice();
        at += length;
        return content;
    }

    /** One or, in the packed form, several numbers. */
    void varints(LongConsumer each) {
        if (type == ProtoMessage.VARINT) {
            each.accept(rawVarint());
            return;
        }
        ProtoReader packed = message();
        while (packed.at < packed.end) {
            each.accept(packed.rawVarint());
        }
    }

    /** One or, in the packed form, several numbers, as bytes. */
    ByteBuffer packedFloats() {
        if (type == ProtoMessage.FOUR_BYTES) {
            require(Float.BYTES);
            ByteBuffer one = ByteBuffer.wrap(bytes, at, Float.BYTES).slice();
            at += Float.BYTES;
            return one;
        }
        return content();
    }

    /** Passes over a field that is not needed. */
    void skip() {
        switch (type) {
            case ProtoMessage.VARINT -> rawVarint();
            case ProtoMessage.LENGTH -> pass(length());
            case ProtoMessage.FOUR_BYTES -> pass(Float.BYTES);
            case ProtoMessage.EIGHT_BYTES -> pass(Double.BYTES);
            default -> throw damaged("field " + field + " has the unknown type " + type);
        }
    }

    private void pass(int count) {
        require(count);
        at += count;
    }

    private void requireType(int expected) {
        if (type != expected) {
            throw damaged("field " + field + " has type " + type + " instead of " + expected);
        }
    }

    /** The length of the field, whose bytes follow. */
    private int length() {
        requireType(ProtoMessage.LENGTH);
        long length = rawVarint();
        if (length < 0 || length > end - at) {
            throw damaged("field " + field + " has " + Long.toUnsignedString(length) + " bytes, but only " + (end - at)
                    + " follow");
        }
        return (int) length;
    }

    private void require(int count) {
        if (count > end - at) {
            throw damaged("a number of " + count + " bytes is cut short");
        }
    }

    private float rawFloat() {
        require(Float.BYTES);
        int bits = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bits |= (bytes[at++] & 0xFF) << shift;
        }
        return Float.intBitsToFloat(bits);
    }

    private long rawVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            require(1);
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number does not end after ten bytes");
    }

    private ModelFormatException damaged(String what) {
        return new ModelFormatException(
                source,
                Reason.STRUCTURE,
                "at byte " + at + ", " + what + "; it is truncated, damaged or not an ONNX file");
    }
}
