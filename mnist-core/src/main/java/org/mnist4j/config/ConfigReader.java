package org.mnist4j.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.ConfigProblem.Rule;

/** Reads configurations strictly: UTF-8, then JSON, then the fields one by one. */
final class ConfigReader {

    static final int MAX_BYTES = 1 << 20;
    private static final int LONGEST_DETAIL = 200;

    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(400)
                    .maxStringLength(100_000)
                    .maxNameLength(1_000)
                    .maxTokenCount(100_000)
                    .build())
            .build());

    private ConfigReader() {}

    static ExperimentConfig readFile(Path file) {
        return readText(file.toString(), readUtf8(file));
    }

    /** The text of a file of at most {@link #MAX_BYTES}. */
    static String readUtf8(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw single(file.toString(), Rule.FILE, "not a regular file; name a JSON file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                // Also checked before decoding, which may take twice the memory.
                requireSize(file.toString(), bytes.length);
                return decode(file.toString(), bytes);
            }
        } catch (NoSuchFileException e) {
            throw single(file.toString(), Rule.FILE, "file not found; check the path");
        } catch (IOException e) {
            throw single(file.toString(), Rule.FILE, "cannot be read: " + reason(e));
        }
    }

    /** Reads JSON text; a byte order mark is allowed, since some editors put one there. */
    static ExperimentConfig readText(String source, String text) {
        return experiment(source, readObject(source, text));
    }

    /** Parses a text that must be exactly one JSON object. */
    static ObjectNode readObject(String source, String text) {
        requireSize(source, text.length());
        JsonNode tree = parse(source, text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw single(source, Rule.NOT_OBJECT, "must be a JSON object { ... }, is " + TreeReader.kind(tree));
    }

    /** The experiment that a tree describes. */
    static ExperimentConfig experiment(String source, ObjectNode tree) {
        List<ConfigProblem> problems = new ArrayList<>();
        Object config;
        try {
            config = new TreeReader(problems).record(tree, ExperimentConfig.class, "");
        } catch (ConfigException e) {
            throw new ConfigException(source, e.problems());
        }
        if (!problems.isEmpty() || config == null) {
            throw new ConfigException(source, problems);
        }
        return (ExperimentConfig) config;
    }

    private static void requireSize(String source, int size) {
        if (size > MAX_BYTES) {
            throw single(source, Rule.LIMIT, "larger than 1 MiB; configurations are a few kB");
        }
    }

    /** Strict UTF-8. UTF-16 can be valid UTF-8 too; it is recognized by its zero bytes, which JSON never contains. */
    private static String decode(String source, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new MalformedInputException(1);
            }
            return text;
        } catch (CharacterCodingException e) {
            throw single(source, Rule.ENCODING, "not valid UTF-8; save the file as UTF-8");
        }
    }

    /** Parses one JSON value. */
    static JsonNode parse(String source, String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode tree = MAPPER.readTree(parser);
            if (tree == null || tree.isMissingNode()) {
                throw single(source, Rule.NOT_OBJECT, "is empty; a configuration is a JSON object { ... }");
            }
            checkNothingFollows(source, parser);
            return tree;
        } catch (StreamConstraintsException e) {
            throw single(source, Rule.LIMIT, "nested too deeply, or a number or string is too long: " + firstLine(e));
        } catch (JsonProcessingException e) {
            boolean duplicate = e.getOriginalMessage().startsWith("Duplicate field");
            throw single(
                    source,
                    duplicate ? Rule.DUPLICATE_FIELD : Rule.SYNTAX,
                    (duplicate ? "duplicate field" : "not valid JSON") + where(e.getLocation()) + ": " + firstLine(e));
        } catch (IOException e) {
            throw new AssertionError("text in memory can always be read", e);
        }
    }

    private static void checkNothingFollows(String source, JsonParser parser) throws IOException {
        JsonLocation end = parser.currentLocation();
        boolean more;
        try {
            more = parser.nextToken() != null;
        } catch (JsonProcessingException e) {
            more = true;
        }
        if (more) {
            throw single(
                    source, Rule.TRAILING, "unexpected content after the configuration" + where(end) + "; remove it");
        }
    }

    private static String where(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String firstLine(JsonProcessingException e) {
        String line = e.getOriginalMessage().lines().findFirst().orElse("no detail");
        String visible = TreeReader.visible(line);
        return visible.length() <= LONGEST_DETAIL ? visible : visible.substring(0, LONGEST_DETAIL - 3) + "...";
    }

    /** The operating system's message, or the exception's name where there is none. */
    private static String reason(IOException e) {
        return e instanceof FileSystemException refused && refused.getReason() == null
                ? e.getClass().getSimpleName().replace("Exception", "")
                : String.valueOf(e.getMessage());
    }

    private static ConfigException single(String source, Rule rule, String message) {
        return new ConfigException(source, List.of(new ConfigProblem("", rule, message)));
    }
}
