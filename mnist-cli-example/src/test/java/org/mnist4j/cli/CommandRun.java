package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** One command, run in this JVM, and what came of it. */
record CommandRun(int code, String out, String err) {

    static CommandRun of(Object... args) {
        return on(Screen.FILE, args);
    }

    static CommandRun on(Screen screen, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = Stream.of(args).map(Object::toString).toArray(String[]::new);
        int code = Main.run(texts, stream(out), stream(err), false, screen);
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    CommandRun succeeded() {
        assertThat(code).as(err).isEqualTo(ExitCode.DONE);
        return this;
    }

    /** The command says on stderr, in one line, what was wrong, and nothing on stdout. */
    CommandRun failed(int expectedCode, String... parts) {
        assertThat(code).as(err).isEqualTo(expectedCode);
        assertThat(out).isEmpty();
        assertThat(err.strip().lines().toList()).hasSize(1);
        assertThat(err).startsWith("mnist4j: ").contains(parts).doesNotContain("Exception");
        return this;
    }

    JsonNode json() {
        try {
            return JsonMapper.builder().build().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("stdout is JSON and nothing else: " + out, e);
        }
    }
}
