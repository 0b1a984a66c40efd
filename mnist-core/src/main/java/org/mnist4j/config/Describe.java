package org.mnist4j.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a configuration field means, which values it takes and what it is when left out: the one source for reading,
 * checking, documenting and the JSON Schema. On a record it says in a sentence what the record is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
@interface Describe {

    /** One sentence for the configuration reference and for editors. */
    String value();

    /** Smallest allowed number, or smallest allowed length of a list or text. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest allowed number, or largest allowed length of a list or text. */
    double max() default Double.POSITIVE_INFINITY;

    /** Whether {@link #min()} itself is not allowed. */
    boolean aboveMin() default false;

    /** Whether {@link #max()} itself is not allowed. */
    boolean belowMax() default false;

    /** The JSON that stands for the field when it is left out; empty: the field is required. */
    String defaultJson() default "";
}
