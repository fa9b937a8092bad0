/** Benchmarks of what hooks and recorder do for one task, each beside what one would otherwise pay. */
@org.jspecify.annotations.NullMarked
package dev.parkranger.benchmarks;
