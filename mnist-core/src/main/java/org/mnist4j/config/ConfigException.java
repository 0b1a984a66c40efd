package org.mnist4j.config;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for an invalid configuration; lists every problem with its path. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_LINES = 50;

    private final String source;
    private final transient List<ConfigProblem> problems;

    ConfigException(String source, List<ConfigProblem> problems) {
        super(message(source, problems));
        this.source = source;
        this.problems = List.copyOf(problems);
    }

    /** The file the configuration was read from, or {@code configuration}. */
    public String source() {
        return source;
    }

    /** Every problem found, at least one. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String message(String source, List<ConfigProblem> problems) {
        if (problems.size() == 1) {
            return source + ": " + problems.get(0);
        }
        int more = problems.size() - MAX_LINES;
        return problems.stream()
                .limit(MAX_LINES)
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining(
                        "",
                        source + ": " + problems.size() + " problems",
                        more > 0 ? "\n  and " + more + " more" : ""));
    }
}
