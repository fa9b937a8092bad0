/** What people and scripts read: one renderer a format, one sink a place. */
@NullMarked
package dev.parkranger.report;

import org.jspecify.annotations.NullMarked;
