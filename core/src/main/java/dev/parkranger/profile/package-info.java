/**
 * Where all live threads are, in the formats that Go's tools read, and what has grown between two such pictures. Reads
 * the records and what the reaper and the verdicts found; asked for, never on its own.
 */
@NullMarked
package dev.parkranger.profile;

import org.jspecify.annotations.NullMarked;
