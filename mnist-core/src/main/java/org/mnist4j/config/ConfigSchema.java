package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageShape;

/** What reading, writing and checking need to know about the records: their fields and the names of sealed types. */
final class ConfigSchema {

    private ConfigSchema() {}

    /** Describes the components of {@link ImageShape}, which is in another package. */
    private record DescribedImageShape(
            @Describe(value = "rows of an image", min = 1, max = 4096)
            int height,

            @Describe(value = "columns of an image", min = 1, max = 4096)
            int width,

            @Describe(value = "values per pixel, 1 for grey", min = 1, max = 4)
            int channels) {}

    /** The description of a record component; null if it has none. */
    static @Nullable Describe description(RecordComponent component) {
        RecordComponent described = component;
        if (component.getDeclaringRecord() == ImageShape.class) {
            described = Arrays.stream(DescribedImageShape.class.getRecordComponents())
                    .filter(candidate -> candidate.getName().equals(component.getName()))
                    .findFirst()
                    .orElseThrow();
        }
        return described.getAnnotation(Describe.class);
    }

    static boolean isVariant(Class<?> type) {
        return type.isSealed() && !type.isEnum() && type != JsonName.class;
    }

    /** The records of a sealed type by their name in JSON. */
    static Map<String, Class<?>> variants(Class<?> sealedType) {
        Map<String, Class<?>> variants = new LinkedHashMap<>();
        for (Class<?> variant : sealedType.getPermittedSubclasses()) {
            variants.put(typeName(variant), variant);
        }
        return variants;
    }

    /** The {@code type} of a record that belongs to a sealed type. */
    static String typeName(Class<?> variant) {
        return variant.getAnnotation(JsonTypeName.class).value();
    }

    static boolean belongsToVariant(Class<?> record) {
        return record.isAnnotationPresent(JsonTypeName.class);
    }

    static Map<String, JsonName> names(Class<?> enumType) {
        Map<String, JsonName> names = new LinkedHashMap<>();
        for (Object constant : enumType.getEnumConstants()) {
            names.put(((JsonName) constant).jsonName(), (JsonName) constant);
        }
        return names;
    }

    static Class<?> elementType(RecordComponent list) {
        return (Class<?>) ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
    }

    static @Nullable Object get(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError("a record's accessor is public and returns its field", e);
        }
    }

    static Object construct(Class<?> record, List<@Nullable Object> values) {
        Class<?>[] types = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return record.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("a record of this package has its canonical constructor", e);
        }
    }
}
