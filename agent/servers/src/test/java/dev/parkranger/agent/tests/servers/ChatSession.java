package dev.parkranger.agent.tests.servers;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A session that stays open and answers now and then. */
@ServerEndpoint("/chat")
public final class ChatSession {

    @OnMessage
    public String answer(String message) {
        return "you said " + message;
    }
}
