package aikit.model;

import aikit.AiException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Where a server may send us. A hub redirects downloads to its storage; a hostile one must not be able to make this
/// machine ask its own services or those of its network for something.
final class RedirectRule {

    /// How far an address reaches.
    private enum Reach {
        PUBLIC,
        PRIVATE,
        LOOPBACK,
        /// Link-local (cloud metadata lives there), unspecified and multicast.
        NEVER
    }

    private final URI endpoint;

    RedirectRule(URI endpoint) {
        this.endpoint = endpoint;
    }

    /// Whether two addresses have the same scheme, host and port: only there a token may go.
    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    /// @param proxied whether a proxy resolves the name, so that it may be unknown here
    /// @throws AiException of kind MODEL when the target is refused
    void check(URI target, boolean proxied) {
        if (target.getHost() == null || target.getUserInfo() != null) {
            throw refused(target, "not an address");
        }
        boolean home = sameOrigin(target, endpoint);
        boolean https = target.getScheme().equals("https");
        if (!https && !(target.getScheme().equals("http") && (home || isLoopback(target.getHost())))) {
            throw refused(target, "only https is followed");
        }
        Reach reach = reach(target.getHost(), proxied);
        boolean allowed = home || reach == Reach.PUBLIC
                || reach != Reach.NEVER && reach == reach(endpoint.getHost(), proxied);
        if (!allowed) {
            throw refused(target, "an address of this machine or its network is not followed");
        }
    }

    private AiException refused(URI target, String why) {
        return AiException.model(
                endpoint.getHost() + ": redirect to " + target.getScheme() + "://" + target.getHost() + " refused: " + why,
                "");
    }

    /// Whether a host is this machine by its very name.
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || isLiteral(host) && reach(host, false) == Reach.LOOPBACK;
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+") || host.matches("(?i)0x[0-9a-f.x]+");
    }

    private static Reach reach(String host, boolean proxied) {
        if (proxied && !isLiteral(host)) {
            return host.equalsIgnoreCase("localhost") ? Reach.LOOPBACK : Reach.PUBLIC;
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(RedirectRule::reach)
                    .max(Enum::compareTo)
                    .orElse(Reach.NEVER);
        } catch (UnknownHostException e) {
            return isLiteral(host) ? Reach.NEVER : Reach.PUBLIC; // the request fails by itself
        }
    }

    private static Reach reach(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (address.isLoopbackAddress()) {
            return Reach.LOOPBACK;
        }
        if (address.isLinkLocalAddress() || address.isAnyLocalAddress() || address.isMulticastAddress()
                || bytes.length == 4 && (first == 0 || first >= 240)) {
            return Reach.NEVER;
        }
        boolean carrier = bytes.length == 4 && first == 100 && (second & 0xC0) == 64; // 100.64.0.0/10, RFC 6598
        boolean unique = bytes.length == 16 && (first & 0xFE) == 0xFC; // fc00::/7, RFC 4193
        return address.isSiteLocalAddress() || carrier || unique ? Reach.PRIVATE : Reach.PUBLIC;
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    }
}
