package org.mnist4j.serve;

import org.jspecify.annotations.Nullable;

/** A rejected request: the status, the reason and, if any, the JSON field at fault. */
final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String field;

    RequestException(int status, String message) {
        this(status, null, message);
    }

    RequestException(int status, @Nullable String field, String message) {
        super(message, null, false, false);
        this.status = status;
        this.field = field;
    }

    int status() {
        return status;
    }

    @Nullable
    String field() {
        return field;
    }
}
