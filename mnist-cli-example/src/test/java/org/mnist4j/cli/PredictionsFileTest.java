package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.ImageDataset;

/** The predictions of a run on a folder of images, whose classes have names that a spreadsheet would compute. */
class PredictionsFileTest {

    @TempDir
    Path folder;

    @Test
    void predictionsOnAFolderOfImages_nameFilesAndClasses() throws IOException {
        Path data = DigitPictures.write(folder.resolve("data"), "=zero", "one, \"1\"", 60, 20);
        Path config = Files.writeString(folder.resolve("two.json"), """
                {"input": {"height": 28, "width": 28, "channels": 1}, "classes": 2,
                 "layers": [{"type": "dense", "units": 8}],
                 "training": {"optimizer": {"type": "adam", "learningRate": 0.01}, "epochs": 2, "batchSize": 16}}
                """);
        Path out = folder.resolve("out");
        Path again = folder.resolve("again.csv");
        CommandRun.of("train", "--quiet", "--config", config, "--data", data, "--out", out)
                .succeeded();
        CommandRun.of("evaluate", "--model", out.resolve("model.safetensors"), "--data", data, "--predictions", again)
                .succeeded();

        List<String> lines = Files.readAllLines(out.resolve("predictions.csv"));
        ImageDataset test = ImageDataset.fromImageDirectory(data).test();
        assertThat(lines).hasSize(41).first().isEqualTo("index,label,predicted,p0,p1,file,labelName,predictedName");
        for (int i = 0; i < test.size(); i++) {
            String[] cells = lines.get(i + 1).split(",", 6);
            String name = Path.of(test.file(i).orElseThrow()).getFileName().toString();
            String one = "\"one, \"\"1\"\"\"";
            assertThat(cells[5])
                    .isEqualTo((cells[1].equals("0") ? "test/=zero/" + name : "\"test/one, \"\"1\"\"/" + name + "\"")
                            + (cells[1].equals("0") ? ",'=zero," : "," + one + ",")
                            + (cells[2].equals("0") ? "'=zero" : one));
        }
        assertThat(again).hasSameBinaryContentAs(out.resolve("predictions.csv"));
        assertThat(out.resolve("confusion-matrix.csv"))
                .content()
                .startsWith("true\\predicted,'=zero,\"one, \"\"1\"\"\"\n");
        CommandRun.of("verify", out, "--data", data).succeeded();
        CommandRun.of("compare", out, out).succeeded();
    }
}
