package org.mnist4j.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.data.InkStatistics.Spread;

/** What the ink of a model's training images is like, as {@code digit-image.js} takes it to prepare a drawing. */
final class PageInk {

    private PageInk() {}

    static ObjectNode json(InkStatistics like) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("background", like.background().name().toLowerCase(Locale.ROOT));
        node.put("strokes", like.strokes());
        node.set("extent", spread(like.extent()));
        node.set("strokeWidth", spread(like.strokeWidth()));
        like.slant().ifPresent(slant -> node.set("slant", spread(slant)));
        node.put("centring", like.centring().name().toLowerCase(Locale.ROOT));
        node.put("down", like.down());
        node.put("across", like.across());
        node.put("offCentre", like.offCentre());
        return node;
    }

    private static ObjectNode spread(Spread spread) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("least", spread.least())
                .put("low", spread.low())
                .put("median", spread.median())
                .put("high", spread.high())
                .put("most", spread.most());
    }
}
