package dev.parkranger.agent.tests.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A few connections, one more for each of the first requests, and each with a thread that reads: runnable in a native
 * read for most of its life.
 */
final class Connections implements Clients.Client {

    private static final int MOST = 4;

    private final ServerSocket peer = open();
    private final List<Connection> connections = new ArrayList<>();
    private int next;

    Connections() {
        Thread accepting = new Thread(this::accept, "peer");
        accepting.setDaemon(true);
        accepting.start();
    }

    @Override
    public Object call() throws Exception {
        return connection().echo(7);
    }

    private synchronized Connection connection() throws IOException {
        if (connections.size() < MOST) {
            connections.add(new Connection(new Socket(peer.getInetAddress(), peer.getLocalPort())));
        }
        return connections.get(next++ % connections.size());
    }

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket accepted = peer.accept();
                new Thread(() -> copy(accepted), "echo").start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Connection {

        private final Socket socket;
        private final BlockingQueue<Integer> answers = new ArrayBlockingQueue<>(1);

        Connection(Socket socket) {
            this.socket = socket;
            new Thread(this::read, "reader").start();
        }

        synchronized int echo(int word) throws Exception {
            socket.getOutputStream().write(word);
            Integer answer = answers.poll(5, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException("no answer");
            }
            return answer;
        }

        private void read() {
            try (socket) {
                for (int word = socket.getInputStream().read();
                        word >= 0;
                        word = socket.getInputStream().read()) {
                    answers.put(word);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
