package org.mnist4j.serve;

import org.jspecify.annotations.Nullable;

/** A request that is refused: with which status, why, and because of which field of its JSON. */
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
