package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

    @TempDir
    Path folder;

    private final Properties system = new Properties();

    @BeforeEach
    void userWithoutHome() {
        system.setProperty("user.home", "?");
        system.setProperty("user.name", "?");
        system.setProperty("java.io.tmpdir", folder.toString());
    }

    private Path chosen() throws IOException {
        NativeCache.choose(system);
        return Path.of(system.getProperty(NativeCache.PROPERTY));
    }

    @Test
    void candidates_areJavaCppsInItsOrder() {
        system.setProperty("user.home", folder.resolve("home").toString());
        system.setProperty("user.name", "ann");
        assertThat(NativeCache.candidates(system))
                .containsExactly(folder.resolve("home/.javacpp/cache"), folder.resolve(".javacpp-ann/cache"));

        system.setProperty("org.bytedeco.javacpp.cacheDir", "other");
        assertThat(NativeCache.candidates(system)).startsWith(Path.of("other"));

        system.setProperty("org.bytedeco.javacpp.cachedir", "named");
        assertThat(NativeCache.candidates(system)).startsWith(Path.of("named")).doesNotContain(Path.of("other"));
    }

    @Test
    void userWithHome_isLeftToJavaCpp() throws IOException {
        system.setProperty("user.home", folder.resolve("home").toString());
        NativeCache.choose(system);

        assertThat(system).doesNotContainKey(NativeCache.PROPERTY);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namedFolder_isLeftToJavaCpp() throws IOException {
        system.setProperty("org.bytedeco.javacpp.cacheDir", "named");
        NativeCache.choose(system);

        assertThat(system).doesNotContainKey(NativeCache.PROPERTY);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void userWithoutHome_getsTheSameFolderEachTime() throws IOException {
        Path first = chosen();
        system.remove(NativeCache.PROPERTY);

        assertThat(first).isDirectory().isAbsolute().hasParent(folder);
        assertThat(first.getFileName().toString())
                .isEqualTo("mnist4j-native-" + Files.getOwner(folder).getName());
        assertThat(chosen()).isEqualTo(first);
        assertThat(Path.of("?")).doesNotExist();
    }

    @Test
    void homeThatIsAFile_isNone() throws IOException {
        system.setProperty("user.home", Files.createFile(folder.resolve("home")).toString());

        assertThat(chosen()).hasParent(folder);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void folder_isTheUsersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(chosen())))
                .isEqualTo("rwx------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void folderThatOthersCanWrite_isRefused() throws IOException {
        Path own = chosen();
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        system.remove(NativeCache.PROPERTY);

        assertThatThrownBy(this::chosen)
                .isInstanceOf(IOException.class)
                .hasMessage(own + " can be written by other users");
        assertThat(system).doesNotContainKey(NativeCache.PROPERTY);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkInItsPlace_isRefused() throws IOException {
        Path own = chosen();
        Files.delete(own);
        Files.createSymbolicLink(own, Files.createDirectory(folder.resolve("elsewhere")));
        system.remove(NativeCache.PROPERTY);

        assertThatThrownBy(this::chosen).isInstanceOf(IOException.class).hasMessage(own + " is not a folder");
    }
}
