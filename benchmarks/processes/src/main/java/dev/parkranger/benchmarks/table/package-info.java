/**
 * The table of what it costs: rows of work, run as whole processes with one agent or another, taking turns; figures,
 * paired by round; bars; and {@code docs/cost.md}. No measured program sees any of this.
 */
@org.jspecify.annotations.NullMarked
package dev.parkranger.benchmarks.table;
