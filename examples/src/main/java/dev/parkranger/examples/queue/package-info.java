/** Producers that put into a full queue which nobody drains. */
package dev.parkranger.examples.queue;
