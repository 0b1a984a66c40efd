package org.mnist4j.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads a figure's SVG back with a strict parser that takes no document type. */
final class Svg {
    private Svg() {}

    static Document parse(Figure figure) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(figure.toSvg())));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not well-formed: " + figure, e);
        }
    }

    /** The content of all elements with a tag name, in document order. */
    static List<String> contents(Figure figure, String tag) {
        NodeList elements = parse(figure).getElementsByTagName(tag);
        return IntStream.range(0, elements.getLength())
                .mapToObj(i -> elements.item(i).getTextContent())
                .toList();
    }

    static String squeeze(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
