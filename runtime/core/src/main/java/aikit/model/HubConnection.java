package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a hub, or the server of an `https:` source, and follows its redirects by hand: only where [RedirectRule]
/// allows, with the token for the hub alone. Offline it throws before anything is opened.
final class HubConnection {

    private static final int MOST_REDIRECTS = 10;

    /// An answer that is no redirect; whoever gets it closes it.
    ///
    /// @param linked headers of the first answer, where the hub states size and digest of the file behind a redirect
    record Answer(int status, HttpHeaders headers, HttpHeaders linked, InputStream body) implements AutoCloseable {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        Optional<Duration> retryAfter() {
            return headers.firstValue("Retry-After").flatMap(Backoff::retryAfter);
        }

        /// Whether trying again may help.
        boolean isBusy() {
            return status == 408 || status == 425 || status == 429 || status >= 500;
        }

        boolean isWebPage() {
            return header("Content-Type").startsWith("text/html");
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                // Nothing more is wanted of it.
            }
        }
    }

    private final HubSettings settings;
    private Optional<HttpClient> client = Optional.empty();

    HubConnection(HubSettings settings) {
        this.settings = settings;
    }

    HubSettings settings() {
        return settings;
    }

    /// A GET.
    ///
    /// @param origin the server that was configured: the hub, or the base of an `https:` source
    /// @throws AiException of kind MODEL offline, or when a redirect is refused
    Answer get(URI address, URI origin, Map<String, String> headers) throws IOException {
        if (settings.offline()) {
            throw AiException.model(address.getHost() + ": not asked, because this run is offline", "");
        }
        RedirectRule rule = new RedirectRule(origin);
        URI here = address;
        Optional<HttpHeaders> linked = Optional.empty();
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            HttpResponse<InputStream> response = send(here, headers);
            HttpHeaders first = linked.orElse(response.headers());
            linked = Optional.of(first);
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || response.statusCode() == 304 || location.isEmpty()) {
                InputStream body = new WatchedStream(response.body(), settings.timeouts().stall());
                return new Answer(response.statusCode(), response.headers(), first, body);
            }
            response.body().close();
            try {
                here = here.resolve(URI.create(location.get()));
            } catch (IllegalArgumentException e) {
                throw AiException.model(here.getHost() + ": redirects to something that is no address", "").causedBy(e);
            }
            rule.check(here, isProxied(here));
        }
        throw AiException.model(origin.getHost() + ": redirects without end", "");
    }

    private HttpResponse<InputStream> send(URI address, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).GET().header("User-Agent", "ai-models/1");
        headers.forEach(request::header);
        boolean secret = address.getScheme().equals("https") || RedirectRule.isLoopback(address.getHost());
        if (secret && RedirectRule.sameOrigin(address, settings.endpoint())) {
            settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        CompletableFuture<HttpResponse<InputStream>> response = client().sendAsync(request.build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try {
            return response.get(settings.timeouts().answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException("no answer within " + settings.timeouts().answer().toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean isProxied(URI uri) {
        return settings.proxies().select(uri).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private synchronized HttpClient client() {
        if (client.isEmpty()) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.timeouts().answer())
                    .proxy(settings.proxies());
            settings.certificates().ifPresent(pem -> builder.sslContext(TrustedCertificates.with(pem)));
            if (settings.proxies() instanceof EnvironmentProxies proxies) {
                proxies.credentials().ifPresent(user -> {
                    // The JDK sends no Basic credentials through a tunnel unless this is cleared first.
                    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
                    builder.authenticator(new ProxyPassword(user));
                });
            }
            client = Optional.of(builder.build());
        }
        return client.get();
    }

    /// Gives the password to a proxy and to nobody else.
    private static final class ProxyPassword extends Authenticator {
        private final String[] user;

        ProxyPassword(String credentials) {
            this.user = credentials.split(":", 2);
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                    ? new PasswordAuthentication(user[0], (user.length == 2 ? user[1] : "").toCharArray())
                    : super.getPasswordAuthentication();
        }
    }
}
