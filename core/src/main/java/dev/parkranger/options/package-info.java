/** What the user asked for. Any step may read it; it reads none of them. */
@NullMarked
package dev.parkranger.options;

import org.jspecify.annotations.NullMarked;
