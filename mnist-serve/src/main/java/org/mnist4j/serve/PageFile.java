package org.mnist4j.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The page's files, which the server sends one by one and {@link DrawPage} puts into one. */
final class PageFile {

    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*;\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(async )?(function|class|const) )");
    private static final Pattern OTHERS = Pattern.compile("(?m)^(import|export)\\b|</script|<!--");

    private PageFile() {}

    static byte[] bytes(String name) {
        try (InputStream in = PageFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("mnist-serve's jar lacks its resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + name, e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /**
     * Modules as one script that imports nothing: browsers load no module of a page that was opened from a file.
     *
     * @param names each after those that it imports; no two may declare the same name at their top level
     */
    static String script(List<String> names) {
        StringBuilder script = new StringBuilder();
        for (String name : names) {
            String module = IMPORT.matcher(text(name)).replaceAll("");
            module = EXPORT.matcher(module).replaceAll("");
            if (OTHERS.matcher(module).find()) {
                throw new IllegalStateException(name + " cannot be a part of one script");
            }
            script.append("\n/* ").append(name).append(" */\n").append(module);
        }
        return script.toString();
    }
}
