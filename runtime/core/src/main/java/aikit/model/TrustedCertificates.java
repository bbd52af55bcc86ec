package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// The authorities that this platform trusts together with those of a PEM file, for networks whose proxy signs
/// everything itself.
final class TrustedCertificates {

    private TrustedCertificates() {}

    /// @throws AiException of kind USAGE when the file has no certificate
    static SSLContext with(Path pem) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int index = 0;
            for (TrustManager manager : managers((KeyStore) null)) {
                if (manager instanceof X509TrustManager usual) {
                    for (X509Certificate certificate : usual.getAcceptedIssuers()) {
                        store.setCertificateEntry("usual-" + index++, certificate);
                    }
                }
            }
            for (Certificate certificate : read(pem)) {
                store.setCertificateEntry("own-" + index++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw AiException.usage(
                    pem + ": no certificates can be read from it",
                    "AI_CA_BUNDLE, SSL_CERT_FILE or REQUESTS_CA_BUNDLE must name a PEM file")
                    .causedBy(e);
        }
    }

    private static Collection<? extends Certificate> read(Path pem) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("empty");
            }
            return found;
        }
    }

    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
