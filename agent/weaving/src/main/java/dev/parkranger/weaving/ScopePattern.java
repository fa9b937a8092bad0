package dev.parkranger.weaving;

import dev.parkranger.verdict.Wildcard;

/**
 * One entry of the option {@code scopes}; {@code *} stands for any text in either part.
 *
 * @param type binary class names, dots between packages
 */
record ScopePattern(String type, String method) {

    static ScopePattern of(String entry) {
        int hash = entry.indexOf('#');
        return new ScopePattern(
                entry.substring(0, hash).strip(), entry.substring(hash + 1).strip());
    }

    boolean matchesType(String name) {
        return Wildcard.matches(type, name);
    }

    boolean matchesMethod(String name) {
        return Wildcard.matches(method, name);
    }
}
