package aikit.cli.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/// Whether the model hub answers. Models that are there already work without it, so nothing here is fatal.
///
/// @param knocking asks the hub
public record HubCheck(HubAccess access, Knock knocking) implements Check {

    private static final String AREA = "hub";

    /// Sends one request without a body, waits a few seconds at most, and returns the status of the answer.
    @FunctionalInterface
    public interface Knock {
        int head(URI address) throws IOException;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(endpoint());
        findings.add(proxy());
        access.certificates().ifPresent(file -> findings.add(Files.isReadable(file)
                ? Finding.ok(AREA, "certificates", "those of Java and of " + file)
                : Finding.warn(AREA, "certificates", file + " cannot be read",
                        "correct AI_CA_BUNDLE, SSL_CERT_FILE or REQUESTS_CA_BUNDLE")));
        findings.add(access.token()
                ? Finding.ok(AREA, "token", "there is one")
                : Finding.none(AREA, "token", "there is none; only models behind a licence need it"));
        return findings;
    }

    private Finding endpoint() {
        if (access.offline()) {
            return Finding.none(AREA, "endpoint", access.endpoint() + ": not asked, because this run is offline");
        }
        long start = System.nanoTime();
        try {
            int status = knocking.head(access.endpoint());
            long elapsed = (System.nanoTime() - start) / 1_000_000;
            return answered(status, elapsed).with("status", status).with("elapsed_ms", elapsed);
        } catch (IOException | UnresolvedAddressException e) {
            return Finding.warn(AREA, "endpoint", access.endpoint() + ": " + reason(e), advice(e));
        }
    }

    private Finding answered(int status, long elapsed) {
        String text = access.endpoint() + ": answers " + status + " after " + elapsed + " ms";
        if (status == 407) {
            return Finding.warn(AREA, "endpoint", text, "the proxy wants a user and a password: "
                    + "HTTPS_PROXY=http://user:password@host:port");
        }
        return status >= 500
                ? Finding.warn(AREA, "endpoint", text, "try again later, or set HF_ENDPOINT to a mirror")
                : Finding.ok(AREA, "endpoint", text);
    }

    /// Only where the proxy is: what it takes to use it is nobody's business.
    private Finding proxy() {
        for (Proxy proxy : access.proxies().select(access.endpoint())) {
            if (proxy.address() instanceof InetSocketAddress address) {
                return Finding.ok(AREA, "proxy", address.getHostString() + ":" + address.getPort());
            }
        }
        return Finding.none(AREA, "proxy", "none for this address");
    }

    private static String reason(Exception e) {
        return switch (e) {
            case HttpConnectTimeoutException _ -> "no connection in time";
            case HttpTimeoutException _ -> "no answer in time";
            case UnknownHostException _ -> "its name is not known here";
            case UnresolvedAddressException _ -> "its name is not known here";
            case ConnectException c when c.getCause() instanceof UnresolvedAddressException -> "its name is not known here";
            case ConnectException _ -> "the connection is refused";
            case SSLException _ -> "its certificate is not trusted";
            default -> "cannot be asked";
        };
    }

    private static String advice(Exception e) {
        return e instanceof SSLException
                ? "set AI_CA_BUNDLE to the PEM file of your network's authority"
                : "check the network, HTTPS_PROXY and HF_ENDPOINT; models that are there already work without";
    }
}
