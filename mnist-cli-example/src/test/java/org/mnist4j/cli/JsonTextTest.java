package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void charactersBeyondAscii_areEscapedAndReadBackTheSame() throws IOException {
        String json = "{\"na\u00efve\": \"\u65e5 \ud83d\ude00\"}\n";

        String ascii = JsonText.inAscii(json);

        assertThat(ascii).isEqualTo("{\"na\\u00EFve\": \"\\u65E5 \\uD83D\\uDE00\"}\n");
        JsonMapper mapper = JsonMapper.builder().build();
        assertThat(mapper.readTree(ascii)).isEqualTo(mapper.readTree(json));
    }

    @Test
    void tree_isIndentedAsTheLibraryWritesIt() {
        JsonNode tree =
                JsonNodeFactory.instance.objectNode().put("class", "\u00e9").put("share", 0.5);

        assertThat(JsonText.of(tree)).isEqualToNormalizingNewlines("""
                {
                  "class": "\\u00E9",
                  "share": 0.5
                }
                """);
    }
}
