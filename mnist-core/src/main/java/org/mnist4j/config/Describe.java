package org.mnist4j.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The meaning, bounds and default of a configuration field: the single source for reading, checking, the configuration
 * reference and the JSON Schema. On a record, its description in one sentence.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
@interface Describe {

    /** One sentence for the configuration reference and for editors. */
    String value();

    /** Smallest allowed number, or smallest allowed length of a list or string. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest allowed number, or largest allowed length of a list or string. */
    double max() default Double.POSITIVE_INFINITY;

    /** Whether {@link #min()} itself is not allowed. */
    boolean aboveMin() default false;

    /** Whether {@link #max()} itself is not allowed. */
    boolean belowMax() default false;

    /** The default as JSON; empty if the field is required. */
    String defaultJson() default "";
}
