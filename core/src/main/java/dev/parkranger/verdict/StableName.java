package dev.parkranger.verdict;

/**
 * A class's name without what a compiler or framework counts: {@code com.acme.Quotes$1} becomes {@code Quotes$2} when
 * someone writes an anonymous class above it.
 */
final class StableName {

    /** Begins what is made up for classes at run time: of hidden ones, and of lambdas, proxies, CGLIB. */
    private static final String[] GENERATED = {"/", "$$"};

    private StableName() {}

    static String of(String className) {
        String name = className;
        for (String sign : GENERATED) {
            int at = name.indexOf(sign);
            // Scala's anonymous classes have two dollars and are nobody's invention.
            name = at < 0 || name.startsWith("$$anon", at) ? name : name.substring(0, at);
        }
        return name.indexOf('$') < 0 ? name : uncounted(name);
    }

    /** Digits right behind a dollar number anonymous and local classes; no name begins with one. */
    private static String uncounted(String name) {
        StringBuilder text = new StringBuilder(name.length());
        boolean number = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            number = c >= '0' && c <= '9' && (number || (i > 0 && name.charAt(i - 1) == '$'));
            if (!number) {
                text.append(c);
            }
        }
        return text.toString();
    }
}
