package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The proxies that `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` name, in either case, as curl reads them.
/// This machine itself is never reached through a proxy.
final class EnvironmentProxies extends ProxySelector {

    private final Map<String, Optional<URI>> proxies;
    private final List<String> direct;

    private EnvironmentProxies(Map<String, Optional<URI>> proxies, List<String> direct) {
        this.proxies = proxies;
        this.direct = direct;
    }

    static EnvironmentProxies of(Map<String, String> environment) {
        List<String> direct = List.of(value(environment, "NO_PROXY").orElse("").split("[,\\s]+"));
        return new EnvironmentProxies(
                Map.of("https", proxy(environment, "HTTPS_PROXY"), "http", proxy(environment, "HTTP_PROXY")),
                direct.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    /// `user:password` of the proxies, when one of them has it.
    Optional<String> credentials() {
        return proxies.values().stream()
                .flatMap(Optional::stream)
                .flatMap(proxy -> Optional.ofNullable(proxy.getUserInfo()).stream())
                .findFirst();
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<URI> proxy = proxies.getOrDefault(uri.getScheme(), Optional.empty());
        if (proxy.isEmpty() || isDirect(uri.getHost().toLowerCase(Locale.ROOT))) {
            return List.of(Proxy.NO_PROXY);
        }
        int port = proxy.get().getPort() < 0 ? 8080 : proxy.get().getPort();
        return List.of(new Proxy(
                Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.get().getHost(), port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // The request fails by itself and is reported there.
    }

    private boolean isDirect(String host) {
        if (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.")) {
            return true;
        }
        return direct.stream()
                .map(name -> name.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
    }

    private static Optional<URI> proxy(Map<String, String> environment, String name) {
        return value(environment, name).or(() -> value(environment, "ALL_PROXY")).map(text -> {
            try {
                URI uri = URI.create(text.contains("://") ? text : "http://" + text);
                if (uri.getHost() != null && (uri.getScheme().equals("http") || uri.getScheme().equals("https"))) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // Said below, without the text: it may hold a password.
            }
            throw AiException.usage(name + ": not the address of an HTTP proxy", "use http://host:port");
        });
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.of(environment.getOrDefault(
                name.toLowerCase(Locale.ROOT), environment.getOrDefault(name, "")))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
