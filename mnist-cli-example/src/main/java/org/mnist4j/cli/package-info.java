/**
 * The {@code mnist4j} command line: {@link org.mnist4j.cli.Main} is the entry point; each command is one class.
 *
 * <p>A command reads its options, calls the library and prints: results to stdout, everything else to stderr. {@code
 * ExitCode} alone maps exceptions to exit codes. {@code TrainCommand} is the best example of how a program uses the
 * library.
 */
@NullMarked
package org.mnist4j.cli;

import org.jspecify.annotations.NullMarked;
