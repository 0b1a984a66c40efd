/**
 * Files that outlive a crash: {@link org.mnist4j.storage.AtomicFile} replaces one as a whole or not at all, {@link
 * org.mnist4j.storage.LockFile} says whether the process that works on a folder is still alive, {@link
 * org.mnist4j.storage.PrintableText} shows what a file says of itself.
 *
 * <p>For this library's own packages, which know what the bytes mean: {@code org.mnist4j.model}, {@code
 * org.mnist4j.train}, {@code org.mnist4j.run} and {@code org.mnist4j.sweep}.
 */
@NullMarked
package org.mnist4j.storage;

import org.jspecify.annotations.NullMarked;
