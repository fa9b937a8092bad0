/**
 * Benchmarks that need to see into the package they measure: the table, the capture of a stack. In the agent this
 * package is the core's alone.
 */
@org.jspecify.annotations.NullMarked
package dev.parkranger.record;
