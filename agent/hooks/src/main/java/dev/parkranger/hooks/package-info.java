/**
 * What woven JDK code calls, defined in the bootstrap loader: static calls that forward to one listener, nothing else.
 * Only {@code java.*}, and nothing that can lock, park, log or run a lambda.
 */
@org.jspecify.annotations.NullMarked
package dev.parkranger.hooks;
