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
import java.util.stream.Stream;

/// The proxies that `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` name, in either case, as curl reads them.
/// This machine itself is never reached through a proxy. What is wrong with a variable is said when it is needed.
final class EnvironmentProxies extends ProxySelector {

    /// @param name of the variable
    private record Variable(String name, String text) {

        /// Without the text, which may hold a password.
        ///
        /// @throws AiException of kind USAGE when it names no proxy
        URI proxy() {
            return address().orElseThrow(
                    () -> AiException.usage(name + ": not the address of an HTTP proxy", "use http://host:port"));
        }

        Optional<URI> address() {
            try {
                URI uri = URI.create(text.contains("://") ? text : "http://" + text);
                if (uri.getHost() != null && (uri.getScheme().equals("http") || uri.getScheme().equals("https"))) {
                    return Optional.of(uri);
                }
            } catch (IllegalArgumentException e) {
                // No address.
            }
            return Optional.empty();
        }
    }

    /// By the scheme of the address that is asked.
    private final Map<String, Optional<Variable>> proxies;
    private final List<String> direct;

    private EnvironmentProxies(Map<String, Optional<Variable>> proxies, List<String> direct) {
        this.proxies = proxies;
        this.direct = direct;
    }

    static EnvironmentProxies of(Map<String, String> environment) {
        List<String> direct = List
                .of(variable(environment, "NO_PROXY").map(Variable::text).orElse("").split("[,\\s]+"));
        return new EnvironmentProxies(
                Map.of("https", proxy(environment, "HTTPS_PROXY"), "http", proxy(environment, "HTTP_PROXY")),
                direct.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    /// `user:password` of the proxies, when one of them has it.
    Optional<String> credentials() {
        return proxies.values().stream()
                .flatMap(variable -> variable.flatMap(Variable::address).map(URI::getUserInfo).stream())
                .findFirst();
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<Variable> variable = proxies.getOrDefault(uri.getScheme(), Optional.empty());
        if (variable.isEmpty() || isDirect(uri.getHost().toLowerCase(Locale.ROOT))) {
            return List.of(Proxy.NO_PROXY);
        }
        URI proxy = variable.get().proxy();
        int port = proxy.getPort() < 0 ? 8080 : proxy.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
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

    private static Optional<Variable> proxy(Map<String, String> environment, String name) {
        return variable(environment, name).or(() -> variable(environment, "ALL_PROXY"));
    }

    private static Optional<Variable> variable(Map<String, String> environment, String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT), name)
                .filter(environment::containsKey)
                .findFirst()
                .map(found -> new Variable(found, environment.get(found).strip()))
                .filter(variable -> !variable.text().isEmpty());
    }
}
