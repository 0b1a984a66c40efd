/**
 * Crash-safe files: {@link org.mnist4j.storage.AtomicFile} replaces a file atomically,
 * {@link org.mnist4j.storage.LockFile} shows whether the process working on a folder is still alive, and
 * {@link org.mnist4j.storage.PrintableText} makes text from files printable.
 *
 * <p>For internal use by {@code org.mnist4j.model}, {@code org.mnist4j.train}, {@code org.mnist4j.run} and
 * {@code org.mnist4j.sweep}.
 */
@NullMarked
package org.mnist4j.storage;

import org.jspecify.annotations.NullMarked;
