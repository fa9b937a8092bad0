package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;

/** Starts the server whose class it is given, and serves until its input ends. */
public final class ServerProgram extends ChildProgram {

    private ServerProgram(int port) {
        on("port", arguments -> port);
    }

    public static void main(String[] arguments) throws Exception {
        Server server = (Server) Class.forName(arguments[0]).getConstructor().newInstance();
        int port = server.start(Shop.open());
        Shop.get().openOn(port);
        new ServerProgram(port).obey();
    }
}
