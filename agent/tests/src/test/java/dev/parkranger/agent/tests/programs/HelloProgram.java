package dev.parkranger.agent.tests.programs;

/** Says hello, lives for as many milliseconds as it is told to, and ends by returning from main. */
public final class HelloProgram {

    private HelloProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("hello");
        if (arguments.length > 0) {
            Thread.sleep(Long.parseLong(arguments[0]));
        }
        System.out.println("goodbye");
    }
}
