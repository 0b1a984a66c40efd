package org.mnist4j.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A drawing sent by a client; immutable. */
final class Drawing {

    static final int MAX_SIDE = 448;

    private static final int MAX_SHOWN = 40;
    private static final int MAX_MESSAGE = 120;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final int width;
    private final int height;
    private final byte[] pixels; // [height][width]

    private Drawing(int width, int height, byte[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /**
     * Reads the JSON of a drawing: all three fields, in any order, and nothing else.
     *
     * @throws RequestException with 400, naming the field
     */
    static Drawing read(byte[] body) {
        try (JsonParser parser = JSON.createParser(text(body))) {
            return read(parser);
        } catch (JsonProcessingException e) {
            @Nullable JsonLocation at = e.getLocation(); // null if a number is too long
            String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new RequestException(400, "not JSON: " + shown(e.getOriginalMessage(), MAX_MESSAGE) + place);
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be read", e);
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RequestException(400, "the body is not UTF-8");
        }
    }

    private static Drawing read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new RequestException(400, "expected a JSON object with width, height and pixels");
        }
        @Nullable Integer width = null;
        @Nullable Integer height = null;
        byte @Nullable [] pixels = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "width" -> width = integer(parser, name, 1, MAX_SIDE);
                case "height" -> height = integer(parser, name, 1, MAX_SIDE);
                case "pixels" -> pixels = pixels(parser);
                default ->
                    throw new RequestException(
                            400, shown(name), "unknown field; a drawing has width, height and pixels");
            }
        }
        if (parser.nextToken() != null) {
            throw new RequestException(400, "expected the end of the body after the JSON object");
        }
        return of(present("width", width), present("height", height), present("pixels", pixels));
    }

    static Drawing of(int width, int height, byte[] pixels) {
        if (pixels.length != width * height) {
            throw new RequestException(
                    400,
                    "pixels",
                    "expected " + width * height + " values for " + width + "x" + height + ", found " + pixels.length);
        }
        return new Drawing(width, height, pixels);
    }

    private static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new RequestException(400, field, "missing");
        }
        return value;
    }

    private static byte[] pixels(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new RequestException(400, "pixels", "expected a list of numbers, row by row");
        }
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (pixels.size() == MAX_SIDE * MAX_SIDE) {
                throw new RequestException(400, "pixels", "expected at most " + MAX_SIDE * MAX_SIDE + " values");
            }
            pixels.write(integer(parser, "pixels[" + pixels.size() + "]", 0, 255));
        }
        return pixels.toByteArray();
    }

    private static int integer(JsonParser parser, String field, int min, int max) throws IOException {
        boolean isInt = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT;
        if (!isInt || parser.getIntValue() < min || parser.getIntValue() > max) {
            throw new RequestException(
                    400,
                    field,
                    "expected a whole number of " + min + " to " + max + ", was " + shown(parser.getText()));
        }
        return parser.getIntValue();
    }

    /** Client input, shortened and made printable for an error message. */
    static String shown(String text) {
        return shown(text, MAX_SHOWN);
    }

    private static String shown(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max)) + "...";
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** A copy of the unsigned bytes, {@code [height][width]}. */
    byte[] pixels() {
        return pixels.clone();
    }
}
