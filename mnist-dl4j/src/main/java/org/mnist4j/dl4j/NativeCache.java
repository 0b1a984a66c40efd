package org.mnist4j.dl4j;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where JavaCPP unpacks native libraries before they are loaded.
 *
 * <p>It takes the folder that a property names, or one in the home folder. A user without one, as in a container that runs under
 * any number, has {@code "?"} as home and name: JavaCPP would make a folder of that name in the working directory, or one in the
 * folder for temporary files that anybody may have made before. Such a user gets a folder there that is theirs alone.
 */
final class NativeCache {

    static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

    /** Another spelling that JavaCPP accepts. */
    private static final String PROPERTY_TOO = "org.bytedeco.javacpp.cacheDir";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private NativeCache() {}

    /**
     * Chooses the folder, if JavaCPP should not, by setting its property. Has no effect once a native library is loaded.
     *
     * @throws IOException if there is no home, and no folder of one's own can be made for temporary files
     */
    static void choose() throws IOException {
        choose(System.getProperties());
    }

    static synchronized void choose(Properties system) throws IOException {
        if (named(system) == null && !hasHome(system)) {
            system.setProperty(
                    PROPERTY,
                    ownFolder(Path.of(system.getProperty("java.io.tmpdir")).toAbsolutePath())
                            .toString());
        }
    }

    /** Where JavaCPP looks, in its order: it takes the first that is there or can be made. */
    static List<Path> candidates(Properties system) {
        List<Path> candidates = new ArrayList<>();
        try {
            String named = named(system);
            if (named != null) {
                candidates.add(Path.of(named));
            }
            candidates.add(inHome(system));
        } catch (InvalidPathException e) {
            // Then it takes the last.
        }
        candidates.add(
                Path.of(system.getProperty("java.io.tmpdir"), ".javacpp-" + system.getProperty("user.name"), "cache"));
        return candidates;
    }

    /** The folder that JavaCPP takes. */
    static Path folder() {
        List<Path> candidates = candidates(System.getProperties());
        return candidates.stream()
                .filter(candidate -> Files.exists(candidate) || canBeMade(candidate))
                .findFirst()
                .orElse(candidates.get(0));
    }

    private static @Nullable String named(Properties system) {
        return system.getProperty(PROPERTY, system.getProperty(PROPERTY_TOO));
    }

    private static Path inHome(Properties system) {
        return Path.of(system.getProperty("user.home", "?"), ".javacpp", "cache");
    }

    private static boolean hasHome(Properties system) {
        try {
            Path cache = inHome(system);
            return cache.isAbsolute() && (Files.isDirectory(cache) || canBeMade(cache));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A folder for temporary files, with the owner's name in its own, that nobody else can write to. */
    private static Path ownFolder(Path temporary) throws IOException {
        Path probe = Files.createTempFile(temporary, "mnist4j", "");
        UserPrincipal owner;
        try {
            owner = Files.getOwner(probe); // of an unknown user, the number
        } finally {
            Files.delete(probe);
        }
        Path folder = temporary.resolve("mnist4j-native-" + owner.getName().replaceAll("[^A-Za-z0-9._-]", "_"));
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            return posix ? Files.createDirectory(folder, OWNER_ONLY) : Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            requireOwn(folder, owner, posix);
            return folder;
        }
    }

    /** Libraries from a folder that somebody else can write to would be their code. */
    private static void requireOwn(Path folder, UserPrincipal owner, boolean posix) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is not a folder");
        }
        if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
            throw new IOException(folder + " belongs to another user");
        }
        if (posix) {
            Set<PosixFilePermission> others =
                    EnumSet.copyOf(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
            others.retainAll(EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
            if (!others.isEmpty()) {
                throw new IOException(folder + " can be written by other users");
            }
        }
    }

    static boolean canBeMade(Path folder) {
        Path ancestor = existing(folder);
        return Files.isDirectory(ancestor) && Files.isWritable(ancestor);
    }

    /** The folder, or the nearest above it that is there. */
    static Path existing(Path folder) {
        Path ancestor = folder.toAbsolutePath();
        while (ancestor.getParent() != null && !Files.exists(ancestor)) {
            ancestor = ancestor.getParent();
        }
        return ancestor;
    }
}
