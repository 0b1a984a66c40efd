package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/configuration.md matches the code: each table is generated from the records and must appear in it. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("../docs/configuration.md");

    private static final List<Class<?>> PARTS = List.of(
            Layer.class,
            Loss.class,
            Optimizer.class,
            Schedule.class,
            GradientClipping.class,
            Averaging.class,
            EarlyStopping.class,
            Augmentation.class);

    @ParameterizedTest
    @MethodSource("org.mnist4j.config.ConfigRecords#withTable")
    void table_ofEachRecord_isInTheReference(Class<?> record) throws IOException {
        assertThat(Files.readString(REFERENCE)).contains(table(record));
    }

    @Test
    void everyNameOfEveryEnum_isInTheReference() throws IOException {
        String reference = Files.readString(REFERENCE);
        for (Class<?> choice :
                List.of(Activation.class, Padding.class, Initializer.class, EngineChoice.class, Metric.class)) {
            assertThat(ConfigSchema.names(choice).keySet())
                    .allSatisfy(name -> assertThat(reference).contains("| `" + name + "` |"));
        }
        for (Class<?> variants : PARTS) {
            assertThat(ConfigSchema.variants(variants).keySet())
                    .allSatisfy(name -> assertThat(reference).contains("`\"type\": \"" + name + "\"`"));
        }
    }

    @Test
    void description_ofEachVariant_isInTheReference() throws IOException {
        String reference = Files.readString(REFERENCE).replace("`", "").replaceAll("\\s+", " ");
        for (Class<?> variants : PARTS) {
            for (Class<?> variant : variants.getPermittedSubclasses()) {
                Describe description = variant.getAnnotation(Describe.class);
                if (description != null) {
                    assertThat(reference).containsIgnoringCase(description.value());
                }
            }
        }
    }

    @Test
    void fieldsOfTheFile_areInTheReference() throws IOException {
        assertThat(Files.readString(REFERENCE))
                .contains("| `" + SchemaVersion.SCHEMA_FIELD + "` | " + SchemaVersion.SCHEMA_DESCRIPTION + " |")
                .contains("| `" + SchemaVersion.FIELD + "` | " + SchemaVersion.DESCRIPTION
                        + " | whole number, at least 1 and at most " + SchemaVersion.CURRENT + " | `"
                        + SchemaVersion.DEFAULT + "` |");
    }

    static String table(Class<?> record) {
        StringBuilder table = new StringBuilder("| field | meaning | values | default |\n| --- | --- | --- | --- |\n");
        for (RecordComponent component : record.getRecordComponents()) {
            Describe description = component.getAnnotation(Describe.class);
            String otherwise = description.defaultJson().isEmpty() ? "required" : "`" + description.defaultJson() + "`";
            table.append("| `")
                    .append(component.getName())
                    .append("` | ")
                    .append(description.value())
                    .append(" | ")
                    .append(values(component, description))
                    .append(" | ")
                    .append(otherwise)
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String values(RecordComponent component, Describe description) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return "string, length " + ConfigRules.interval(description);
        }
        if (type == List.class) {
            return "list, length " + ConfigRules.interval(description);
        }
        if (type == double.class) {
            return "number, " + ConfigRules.interval(description);
        }
        if (type == int.class || type == long.class) {
            boolean bounded = Double.isFinite(description.min());
            return "whole number" + (bounded ? ", " + ConfigRules.interval(description) : "");
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return type.isEnum() ? "one of the names below" : "object";
    }
}
