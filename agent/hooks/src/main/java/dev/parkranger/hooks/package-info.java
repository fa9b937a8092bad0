/** What woven JDK code calls, and nothing else. Lives on the bootstrap loader, so it knows only {@code java.*}. */
@NullMarked
package dev.parkranger.hooks;

import org.jspecify.annotations.NullMarked;
