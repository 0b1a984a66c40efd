package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.mnist4j.data.DataFormatException.Reason;

/** Assertions on data format errors. */
final class DataFormatAssert {

    private DataFormatAssert() {}

    /** Asserts that the call fails for this reason, names the source first and sets all fields; returns the message. */
    static AbstractStringAssert<?> assertRefused(ThrowingCallable call, Reason reason, Object source) {
        DataFormatException thrown = catchThrowableOfType(DataFormatException.class, call);
        assertThat(thrown).as("a DataFormatException").isNotNull();
        assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(reason);
        assertThat(thrown.source()).isEqualTo(source instanceof Path path ? path.toString() : source);
        assertThat(thrown.getMessage())
                .startsWith(thrown.source() + ": expected " + thrown.expected() + ", found " + thrown.actual() + "; ")
                .doesNotContain("\n", "null");
        return assertThat(thrown.getMessage());
    }
}
