package org.mnist4j.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response; the body must not be modified. */
final class Reply {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** A static file of the page. */
    static Reply content(String type, byte[] body) {
        return new Reply(200, Map.of("Content-Type", type), body);
    }

    static Reply json(JsonNode node) {
        return json(200, node);
    }

    static Reply refusal(RequestException refused) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("status", refused.status());
        if (refused.field() != null) {
            node.put("field", refused.field());
        }
        node.put("error", refused.getMessage());
        return json(refused.status(), node);
    }

    private static Reply json(int status, JsonNode node) {
        byte[] body = (node + "\n").getBytes(StandardCharsets.UTF_8);
        return new Reply(status, Map.of("Content-Type", "application/json"), body);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
