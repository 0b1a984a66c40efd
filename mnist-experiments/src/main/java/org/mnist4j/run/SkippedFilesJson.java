package org.mnist4j.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.mnist4j.data.SkippedFile;

/** The images that a run left out because they cannot be read, as JSON. */
final class SkippedFilesJson {

    private SkippedFilesJson() {}

    static String of(List<SkippedFile> skipped) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("count", skipped.size());
        root.putArray("files");
        for (SkippedFile file : skipped) {
            root.withArray("files")
                    .addObject()
                    .put("file", file.file())
                    .put("reason", file.reason().name())
                    .put("expected", file.expected())
                    .put("found", file.found());
        }
        return ManifestWriter.indented(root);
    }
}
