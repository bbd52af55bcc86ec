package aikit.cli.doctor;

import aikit.AiException;
import aikit.model.HubPing;
import aikit.model.HubSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/// Whether the model hub answers. Models that are there already work without it, so nothing here is fatal.
///
/// @param patience until the hub must have answered
public record HubCheck(HubSettings settings, Duration patience) implements Check {

    private static final String AREA = "hub";

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(endpoint());
        findings.add(proxy());
        settings.certificates().ifPresent(file -> findings.add(Files.isReadable(file)
                ? Finding.ok(AREA, "certificates", "those of Java and of " + file)
                : Finding.warn(AREA, "certificates", file + " cannot be read",
                        "correct AI_CA_BUNDLE, SSL_CERT_FILE or REQUESTS_CA_BUNDLE")));
        // That there is a token is all that is ever said about it.
        findings.add(settings.token().isPresent()
                ? Finding.ok(AREA, "token", "there is one")
                : Finding.none(AREA, "token", "there is none; only models behind a licence need it"));
        return findings;
    }

    private Finding endpoint() {
        if (settings.offline()) {
            return Finding.none(AREA, "endpoint", settings.endpoint() + ": not asked, because this run is offline");
        }
        long start = System.nanoTime();
        try {
            int status = HubPing.status(settings, patience);
            long elapsed = (System.nanoTime() - start) / 1_000_000;
            return answered(status, elapsed).with("http_status", status).with("elapsed_ms", elapsed);
        } catch (IOException e) {
            return Finding.warn(AREA, "endpoint", settings.endpoint() + ": " + reason(e), advice(e));
        } catch (AiException e) {
            return Finding.of(e, AREA, "endpoint");
        }
    }

    private Finding answered(int status, long elapsed) {
        String text = settings.endpoint() + ": answers " + status + " after " + elapsed + " ms";
        if (status == 407) {
            return Finding.warn(AREA, "endpoint", text, "the proxy wants a user and a password: "
                    + "HTTPS_PROXY=http://user:password@host:port");
        }
        return status >= 500
                ? Finding.warn(AREA, "endpoint", text, "try again later, or set HF_ENDPOINT to a mirror")
                : Finding.ok(AREA, "endpoint", text);
    }

    /// Only where the proxy is: its user and password are nobody's business.
    private Finding proxy() {
        try {
            for (Proxy proxy : settings.proxies().select(settings.endpoint())) {
                if (proxy.address() instanceof InetSocketAddress address) {
                    return Finding.ok(AREA, "proxy", address.getHostString() + ":" + address.getPort());
                }
            }
        } catch (AiException e) {
            return Finding.of(e, AREA, "proxy");
        }
        return Finding.none(AREA, "proxy", "none for this address");
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpTimeoutException _ -> "no connection in time";
            case UnknownHostException _ -> "its name is not known here";
            case ConnectException c -> isUnresolved(c) ? "its name is not known here" : "the connection is refused";
            case SSLException _ -> "its certificate is not trusted";
            default -> e.getMessage() == null ? "cannot be asked" : "cannot be asked: " + e.getMessage();
        };
    }

    /// The JDK's client wraps what went wrong with the name once or twice.
    private static boolean isUnresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static String advice(IOException e) {
        return e instanceof SSLException
                ? "set AI_CA_BUNDLE to the PEM file of your network's authority"
                : "check the network, HTTPS_PROXY and HF_ENDPOINT; models that are there already work without";
    }
}
