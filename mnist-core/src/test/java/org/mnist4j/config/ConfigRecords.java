package org.mnist4j.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every record that an experiment can contain, found by starting at {@link ExperimentConfig}, so that no test misses a
 * new one.
 */
final class ConfigRecords {

    private ConfigRecords() {}

    static Set<Class<?>> all() {
        Set<Class<?>> found = new LinkedHashSet<>();
        collect(ExperimentConfig.class, found);
        return found;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        if (ConfigSchema.isVariant(type)) {
            ConfigSchema.variants(type).values().forEach(variant -> collect(variant, found));
        } else if (type.isRecord() && found.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                boolean list = component.getType() == List.class;
                collect(list ? ConfigSchema.elementType(component) : component.getType(), found);
            }
        }
    }

    /** The records of this package that have fields; the reference has a table for each. */
    static Stream<Class<?>> withTable() {
        return all().stream()
                .filter(record -> record.getPackage() == ConfigRecords.class.getPackage())
                .filter(record -> record.getRecordComponents().length > 0);
    }
}
