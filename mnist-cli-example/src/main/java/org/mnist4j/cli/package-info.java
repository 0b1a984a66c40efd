/**
 * The {@code mnist4j} command line: {@link org.mnist4j.cli.Main} starts it, one class per command does the work.
 *
 * <p>A command reads its options, calls the library and prints: results to stdout, everything else to stderr. Which
 * exception ends in which exit code stands in {@code ExitCode} alone. What a program can do with the library is best seen
 * in {@code TrainCommand}.
 */
@NullMarked
package org.mnist4j.cli;

import org.jspecify.annotations.NullMarked;
