package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the reader agree as far as a schema can; checked with an independent validator. */
class JsonSchemaTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final com.networknt.schema.JsonSchema SCHEMA = VALIDATORS.getSchema(ExperimentConfig.jsonSchema());

    private static final String VALID = """
            {'name': 'n', 'seed': 7, 'input': {'height': 28, 'width': 28, 'channels': 1}, 'classes': 10,
             'layers': [{'type': 'dense', 'units': 16, 'activation': 'relu'}, {'type': 'dropout', 'rate': 0.2}],
             'loss': {'type': 'crossEntropy'},
             'training': {'epochs': 3, 'batchSize': 32, 'optimizer': {'type': 'sgd', 'learningRate': 0.1}}}
            """;

    private static Set<ValidationMessage> complaints(String json) throws IOException {
        return SCHEMA.validate(MAPPER.readTree(json));
    }

    @Test
    void shippedFile_isTheSchema() throws IOException {
        try (InputStream in = ExperimentConfig.class.getResourceAsStream("experiment-1.schema.json")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .as("after changing the records, regenerate it: mnist4j config schema")
                    .isEqualTo(ExperimentConfig.jsonSchema());
        }
    }

    @Test
    void schema_isValidInItsOwnDraft() throws IOException {
        JsonNode schema = MAPPER.readTree(ExperimentConfig.jsonSchema());

        assertThat(schema.get("$schema").textValue()).isEqualTo(SchemaId.V202012);
        assertThat(VALIDATORS.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(schema))
                .isEmpty();
    }

    @Test
    void everyField_isDescribedAndTyped() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        JsonNode schema = MAPPER.readTree(ExperimentConfig.jsonSchema());
        objects.add(schema);
        schema.get("$defs").forEach(objects::add);

        assertThat(objects).hasSizeGreaterThan(8).allSatisfy(object -> {
            // The object that distinguishes variants has only their type.
            if (!object.has("oneOf")) {
                assertThat(object.get("additionalProperties").booleanValue()).isFalse();
                object.get("properties")
                        .properties()
                        .forEach(field -> assertThat(field.getValue().has("description")
                                        || field.getValue().has("const"))
                                .as(field.getKey())
                                .isTrue());
            }
        });
    }

    static Stream<String> validDocuments() {
        Stream<String> variations = Stream.of(
                VALID,
                VALID.replace("'seed': 7", "'schemaVersion': 1, '$schema': 'x.json', 'seed': -9223372036854775808"),
                VALID.replace("'name': 'n', 'seed': 7,", "").replace("'loss': {'type': 'crossEntropy'},", ""),
                VALID.replace("'n'", "' \u00fc \uD83D\uDE00 '"),
                VALID.replace("0.1", "10").replace("0.2", "0"),
                VALID.replace("0.1", "4.9e-324").replace("0.2", "0.9999999999999999"),
                VALID.replace("{'type': 'sgd', 'learningRate': 0.1}", "{'type': 'adam'}"));
        return Stream.of(
                        ExperimentConfig.presetNames().stream()
                                .map(ExperimentConfig::preset)
                                .map(ExperimentConfig::toJson),
                        LongStream.range(0, 200).mapToObj(RandomConfigs::ofSeed).map(ExperimentConfig::toJson),
                        variations.map(json -> json.replace('\'', '"')))
                .flatMap(documents -> documents);
    }

    @Test
    void validDocuments_passReaderAndSchema() {
        assertThat(validDocuments()).hasSizeGreaterThan(200).allSatisfy(json -> {
            assertThat(ExperimentConfig.fromJson(json)).isNotNull();
            assertThat(complaints(json)).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/configuration.md"})
    void documentsExample_passesReaderAndSchema(String document) throws IOException {
        String text = Files.readString(Path.of("..", document));
        int from = text.indexOf("```json\n") + 8;
        String json = text.substring(from, text.indexOf("```", from));

        assertThat(ExperimentConfig.fromJson(json)).isNotNull();
        assertThat(complaints(json)).isEmpty();
    }

    /** A piece of the valid document and its replacement, an error that the schema detects. */
    private static Arguments detected(String piece, String replacement) {
        return Arguments.of(replace(piece, replacement), true);
    }

    /** The same for an error that no schema can detect. */
    private static Arguments undetectable(String piece, String replacement) {
        return Arguments.of(replace(piece, replacement), false);
    }

    private static String replace(String piece, String replacement) {
        assertThat(VALID).contains(piece);
        return VALID.replace(piece, replacement);
    }

    static Stream<Arguments> badDocuments() {
        return Stream.of(
                // the document as a whole; a schema sees only the parsed document
                Arguments.of("", false),
                Arguments.of("null", true),
                Arguments.of("[]", true),
                Arguments.of("'x'", true),
                Arguments.of("5", true),
                Arguments.of("{}", true),
                Arguments.of("{'epochs':3", false),
                Arguments.of(VALID + "{'epochs':9}", false),
                Arguments.of(VALID + "xyz", false),
                undetectable("'epochs': 3", "'epochs': 3, 'epochs': 9"),
                undetectable("'type': 'dense'", "'type': 'dense', 'type': 'dense'"),
                undetectable("0.1", "NaN"),
                undetectable("'seed': 7", "'seed': " + "7".repeat(1001)),
                Arguments.of("[".repeat(100_000), false),
                // names
                detected("'epochs'", "'epochz'"),
                detected("'classes': 10", "'classes': 10, 'clazzes': 10"),
                detected("'units': 16", "'units': 16, 'unitz': 16"),
                detected("'units': 16", "'units': 16, '@class': 'java.lang.Object'"),
                detected("'height': 28", "'height': 28, 'depth': 1"),
                detected("'learningRate': 0.1", "'learningRate': 0.1, 'beta1': 0.9"),
                detected("'name'", "'path': '../../x', 'name'"),
                detected("'name': 'n'", "'shuffle': 1"),
                detected("'type': 'dense'", "'type': 'javax.swing.JEditorPane'"),
                detected("'type': 'dense'", "'type': 'Dense'"),
                detected("'type': 'dense', ", ""),
                detected("'type': 'dense'", "'type': 1"),
                detected("'type': 'sgd', ", ""),
                detected("'type': 'sgd'", "'type': 'sdg'"),
                detected("'crossEntropy'", "'meanSquaredError'"),
                detected("'crossEntropy'", "null"),
                // types
                detected("'epochs': 3", "'epochs': 3.9"),
                detected("'epochs': 3", "'epochs': '3'"),
                detected("'epochs': 3", "'epochs': ''"),
                detected("'epochs': 3", "'epochs': null"),
                detected("'epochs': 3", "'epochs': true"),
                detected("'epochs': 3", "'epochs': [3]"),
                detected("0.1", "0.1, 'momentum': 0.9, 'nesterov': 1"),
                detected("0.1", "0.1, 'momentum': 0.9, 'nesterov': 'true'"),
                detected("'epochs': 3", "'epochs': 3, 'schedule': 'cosine'"),
                detected("'epochs': 3", "'epochs': 3, 'earlyStopping': {'type': 'patience', 'metric': 'error'}"),
                detected("'epochs': 3", "'epochs': 3, 'averaging': {'type': 'lastEpochs', 'epochs': 17}"),
                detected("0.1", "'NaN'"),
                detected("0.1", "'-Infinity'"),
                detected("'relu'", "1"),
                detected("'relu'", "'RELU'"),
                detected("'relu'", "'swish'"),
                detected("'n'", "7"),
                detected("'layers': [", "'layers': [null, "),
                detected("'layers': [", "'layers': [[], "),
                detected("{'height': 28, 'width': 28, 'channels': 1}", "[28, 28, 1]"),
                detected("{'height': 28, 'width': 28, 'channels': 1}", "null"),
                detected("{'type': 'crossEntropy'}", "'crossEntropy'"),
                // to JSON Schema 3.0 and 1e3 are whole numbers
                undetectable("'epochs': 3", "'epochs': 3.0"),
                undetectable("'seed': 7", "'seed': 1e3"),
                undetectable("'name'", "'schemaVersion': 1.0, 'name'"),
                // bounds
                detected("'epochs': 3", "'epochs': 0"),
                detected("'epochs': 3", "'epochs': -1"),
                detected("'epochs': 3", "'epochs': 2147483648"),
                detected("'epochs': 3", "'epochs': 100001"),
                detected("'batchSize': 32", "'batchSize': 0"),
                detected("'seed': 7", "'seed': 9223372036854775808"),
                detected("0.1", "1e400"),
                detected("0.1", "1e-400"),
                detected("0.1", "0"),
                detected("0.1", "-0.0"),
                detected("0.1", "1e10"),
                detected("0.2", "1.0"),
                detected("0.2", "-0.1"),
                detected("'units': 16", "'units': 1000000"),
                detected("'channels': 1", "'channels': 5"),
                detected("'classes': 10", "'classes': 1"),
                detected("'classes': 10", "'classes': 1001"),
                detected("'n'", "''"),
                detected("'n'", "'   '"),
                detected("'n'", "'two\\nlines'"),
                // unlike in the schema's regular expressions, $ in Java also matches before a final line break
                undetectable("'n'", "'end\\n'"),
                detected("'n'", "'" + "n".repeat(201) + "'"),
                undetectable("'n'", "'\\ud800'"),
                undetectable("'n'", "'" + "\uD83D\uDE00".repeat(101) + "'"),
                detected("'layers': [", "'layers': [" + "{'type': 'dropout', 'rate': 0.5}, ".repeat(300)),
                Arguments.of(VALID.replaceFirst("(?s)'layers': \\[.*?]", "'layers': []"), true),
                // required fields
                detected("'classes': 10,", ""),
                detected("'units': 16, ", ""),
                detected(", 'learningRate': 0.1", ""),
                detected("'epochs': 3, ", ""),
                // conflicts between fields
                undetectable("'units': 16", "'units': 65536}, {'type': 'dense', 'units': 65536"),
                undetectable("0.1", "0.1, 'nesterov': true"),
                undetectable("'epochs': 3", "'epochs': 3, 'warmUpEpochs': 3"),
                undetectable("'epochs': 3", "'epochs': 3, 'earlyStopping': {'type': 'patience'}"),
                // the file
                detected("'name'", "'schemaVersion': 2, 'name'"),
                detected("'name'", "'schemaVersion': 0, 'name'"),
                detected("'name'", "'schemaVersion': '1', 'name'"),
                detected("'name'", "'schemaVersion': null, 'name'"),
                detected("'name'", "'$schema': 1, 'name'"));
    }

    @ParameterizedTest
    @MethodSource("badDocuments")
    void badDocument_failsTheReader_andTheSchemaWherePossible(String document, boolean schemaDetects)
            throws IOException {
        String json = document.replace('\'', '"');

        assertThat(catchThrowableOfType(ConfigException.class, () -> ExperimentConfig.fromJson(json)))
                .isNotNull();
        if (schemaDetects) {
            assertThat(complaints(json)).isNotEmpty();
        }
    }

    @Test
    void schemaError_namesTheFieldOfTheVariant() throws IOException {
        String json = VALID.replace("'rate': 0.2", "'rate': 2").replace('\'', '"');

        assertThat(complaints(json))
                .extracting(message -> message.getInstanceLocation().toString())
                .contains("$.layers[1].rate");
    }
}
