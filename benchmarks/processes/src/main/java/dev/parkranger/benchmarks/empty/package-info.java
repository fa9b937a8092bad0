/** The agent that does nothing, packed into a jar of its own: what any agent costs. */
@org.jspecify.annotations.NullMarked
package dev.parkranger.benchmarks.empty;
