package org.mnist4j.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads a report back with a strict XML parser, to which its HTML keeps. */
final class Page {
    private static final String DOCTYPE = "<!DOCTYPE html>\n";

    private final Document document;

    private Page(Document document) {
        this.document = document;
    }

    static Page of(HtmlReport report) {
        return of(report.toHtml());
    }

    static Page of(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            String xml = html.substring(DOCTYPE.length());
            return new Page(factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not well-formed", e);
        }
    }

    /** All elements with a tag name, in document order; {@code *} for all. */
    List<Element> elements(String tag) {
        return within(document.getDocumentElement(), tag);
    }

    static List<Element> within(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    Element byId(String id) {
        return elements("*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing has the id " + id));
    }

    /** The text of each row's cells. */
    static List<List<String>> rows(Element table) {
        return within(table, "tr").stream()
                .map(row -> within(row, "*").stream()
                        .filter(cell -> cell.getTagName().equals("th")
                                || cell.getTagName().equals("td"))
                        .map(Element::getTextContent)
                        .toList())
                .toList();
    }
}
