package dev.parkranger.options;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of the HTTP endpoint.
 *
 * @param address where to listen; null where that could not be made out
 * @param token what clients must send; null for nothing
 * @param problem why there can be no endpoint, in one line; null where there can
 */
public record HttpOptions(
        @Nullable HttpAddress address,
        @Nullable String token,
        @Nullable String problem) {

    /** Reports print options, and nobody should read the token there. */
    @Override
    public String toString() {
        return "HttpOptions[" + address + (token == null ? "" : ", with a token") + "]";
    }
}
