package org.mnist4j.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** The parts of every page around its sections: head with styles and policy, skip link, heading, contents, footer. */
final class PageFrame {
    /** Nothing may be loaded or run; styles and images are inline. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private static final String STYLE = read("report.css") + PageColours.css();

    private PageFrame() {}

    /**
     * Writes a complete page.
     *
     * @param kicker the kind of page, in small type above the heading
     * @param heading also the document's title
     * @param lead a one-sentence summary
     * @param sections ids and titles of the sections, in order
     * @param main writes the sections
     */
    static String page(String kicker, String heading, String lead, Map<String, String> sections, Consumer<Html> main) {
        Html html = new Html();
        head(html, heading);
        html.open("body").line();
        html.element("a", "Skip to the content", "href", "#content", "class", "skip")
                .line();
        html.open("header").line();
        html.element("p", kicker, "class", "kicker").line();
        html.element("h1", heading).line();
        html.element("p", lead, "class", "lead").line();
        html.close("header").line();
        contents(html, sections);
        html.open("main", "id", "content", "tabindex", "-1").line();
        main.accept(html);
        html.close("main").line();
        html.element("footer", "Written by mnist4j. This page is a single file that loads nothing and runs no script.")
                .line();
        html.close("body").line().close("html").line();
        return "<!DOCTYPE html>\n" + html;
    }

    private static void head(Html html, String title) {
        html.open("html", "lang", "en").line().open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.element("title", title + " · mnist4j").line();
        html.open("style").line().markup(STYLE).close("style").line();
        html.close("head").line();
    }

    private static void contents(Html html, Map<String, String> sections) {
        html.open("nav", "aria-label", "Contents").open("ul").line();
        sections.forEach((id, title) -> html.open("li")
                .element("a", title, "href", "#" + id)
                .close("li")
                .line());
        html.close("ul").close("nav").line();
    }

    private static String read(String resource) {
        try (InputStream in = PageFrame.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("mnist-report's jar lacks its resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + resource, e);
        }
    }
}
