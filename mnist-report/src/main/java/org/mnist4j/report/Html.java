package org.mnist4j.report;

/** A builder of HTML that is also well-formed XML, so that a strict parser can check it. */
final class Html {
    private final StringBuilder html = new StringBuilder();

    /** Opens an element; {@code attributes} alternates names and values. */
    Html open(String tag, String... attributes) {
        html.append('<').append(tag);
        attributes(attributes);
        html.append('>');
        return this;
    }

    Html close(String tag) {
        html.append("</").append(tag).append('>');
        return this;
    }

    /** An element without content, such as an image. */
    Html empty(String tag, String... attributes) {
        html.append('<').append(tag);
        attributes(attributes);
        html.append("/>");
        return this;
    }

    /** An element that contains only text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    Html text(String text) {
        html.append(Markup.escape(text));
        return this;
    }

    Html line() {
        html.append('\n');
        return this;
    }

    /** Adds complete markup unescaped. */
    Html markup(String markup) {
        html.append(markup);
        return this;
    }

    /** A section with its heading, linked from the table of contents. */
    Html section(String id, String title) {
        line().open("section", "id", id, "aria-labelledby", id + "-title").line();
        return element("h2", title, "id", id + "-title").line();
    }

    Html paragraph(String text) {
        return element("p", text).line();
    }

    /** A box that scrolls horizontally if its content is too wide, with the keyboard too. */
    Html scroll(String name) {
        return open("div", "class", "scroll", "role", "group", "aria-label", name, "tabindex", "0")
                .line();
    }

    /** A table's row: a heading, then the cells. */
    Html row(String heading, String... cells) {
        open("tr").element("th", heading, "scope", "row");
        for (String cell : cells) {
            element("td", cell);
        }
        return close("tr").line();
    }

    /** A table's row of headings. */
    Html columns(String... headings) {
        open("thead").open("tr");
        for (String heading : headings) {
            element("th", heading, "scope", "col");
        }
        return close("tr").close("thead").line();
    }

    /** A scrollable block of code. */
    Html code(String name, String code) {
        open("pre", "tabindex", "0", "role", "group", "aria-label", name);
        return text(code).close("pre").line();
    }

    /** A figure is never enlarged, and scrolls instead of shrinking to an unreadable size. */
    Html figure(Figure figure, String caption) {
        open("figure").line();
        open("div", "class", "drawing", "role", "group", "aria-label", "Figure, scrollable", "tabindex", "0");
        open(
                "div",
                "style",
                "width:" + figure.width() + "px;max-width:max(100%," + Math.round(0.75 * figure.width()) + "px)");
        line().markup(figure.toSvg()).close("div").close("div").line();
        if (!caption.isEmpty()) {
            element("figcaption", caption).line();
        }
        return close("figure").line();
    }

    int length() {
        return html.length();
    }

    @Override
    public String toString() {
        return html.toString();
    }

    private void attributes(String... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]).append("=\"");
            html.append(Markup.escape(attributes[i + 1])).append('"');
        }
    }
}
