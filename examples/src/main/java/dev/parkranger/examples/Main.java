package dev.parkranger.examples;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Starts the example that the first argument names; {@code list} prints them all. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        var name = args.length == 0 ? Example.ALL.get(0).name() : args[0];
        if (name.equals("list")) {
            Example.ALL.forEach(example -> System.out.printf("%-16s%s%n", example.name(), example.about()));
            return;
        }
        for (var example : Example.ALL) {
            if (example.name().equals(name)) {
                example.starter().start(args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length));
                return;
            }
        }
        System.err.println("no example is called '" + name + "'; there are list, "
                + Example.ALL.stream().map(Example::name).collect(Collectors.joining(", ")));
        System.exit(2);
    }
}
