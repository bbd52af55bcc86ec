package aikit.cli.doctor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks with a HEAD request, without a token, and follows no redirect: any answer will do.
///
/// @param patience until the answer must be there
public record HttpKnock(ProxySelector proxies, Duration patience) implements HubCheck.Knock {

    @Override
    public int head(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).HEAD().timeout(patience).build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .proxy(proxies)
                .build()) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            } finally {
                client.shutdownNow();
            }
        }
    }
}
