package dev.parkranger.agent.tests.servers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One route as a servlet. */
final class ShopServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    ShopServlet(Answer answer) {
        this.answer = answer;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String tail = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        try {
            String text = answer.to(tail);
            response.setContentType("application/json");
            response.getWriter().print(text);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
