/**
 * The HTTP endpoint, where Go's tools and people with a browser look. Off unless asked for; the one part that listens on a
 * network, and the only one that knows the JDK's HTTP server, which not every runtime image has.
 */
@NullMarked
package dev.parkranger.http;

import org.jspecify.annotations.NullMarked;
