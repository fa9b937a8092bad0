/** A thread pool for each request. */
package dev.parkranger.examples.pool;
