package dev.parkranger.benchmarks.work;

/** The shortest program there is; its whole life is measured from outside. */
public final class Hello {

    private Hello() {}

    public static void main(String[] arguments) {
        System.out.println("hello, world");
    }
}
