package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Home;
import aikit.Progress;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubSettingsTest {

    @TempDir
    Path folder;

    private HubSettings settings(String... environment) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            all.put(environment[i], environment[i + 1]);
        }
        return HubSettings.of(Home.of(all), all, false);
    }

    @Test
    void theCacheIsWhereOtherToolsHaveIt() {
        Path user = Path.of(System.getProperty("user.home"));
        assertEquals(user.resolve(".cache/huggingface/hub"), settings().cache());
        assertEquals(Path.of("/x/huggingface/hub"), settings("XDG_CACHE_HOME", "/x").cache());
        assertEquals(Path.of("/a/cache/huggingface/hub"), settings("XDG_CACHE_HOME", "/x", "AI_HOME", "/a").cache());
        assertEquals(Path.of("/h/hub"), settings("HF_HOME", "/h", "AI_HOME", "/a").cache());
        assertEquals(Path.of("/c"), settings("HF_HUB_CACHE", "/c", "HF_HOME", "/h").cache());
        assertEquals(user.resolve("c"), settings("HF_HUB_CACHE", "~/c").cache());
    }

    @Test
    void readsTheOtherVariables() throws IOException {
        HubSettings usual = settings("AI_HOME", folder.toString());
        assertEquals(URI.create("https://huggingface.co"), usual.endpoint());
        assertEquals(Optional.empty(), usual.token());
        assertFalse(usual.offline());
        assertEquals(Duration.ofSeconds(10), usual.timeouts().stall());
        HubSettings other = settings(
                "HF_ENDPOINT", "https://mirror.example.org/hf/", "HF_TOKEN", "hf_x", "HF_HUB_OFFLINE", "Yes",
                "HF_HUB_DOWNLOAD_TIMEOUT", "2.5", "HF_HUB_ETAG_TIMEOUT", "3");
        assertEquals(URI.create("https://mirror.example.org/hf"), other.endpoint());
        assertEquals(Optional.of("hf_x"), other.token());
        assertTrue(other.offline());
        assertEquals(Duration.ofMillis(2500), other.timeouts().stall());
        assertEquals(Duration.ofSeconds(3), other.timeouts().answer());
        Files.writeString(folder.resolve("token"), "hf_file\n");
        assertEquals(Optional.of("hf_file"), settings("HF_HOME", folder.toString()).token());
        assertEquals(Optional.of("hf_old"), settings("HUGGING_FACE_HUB_TOKEN", "hf_old").token());
        assertEquals(
                Optional.empty(),
                settings("HF_HOME", folder.toString(), "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1").token());
        assertEquals(Optional.empty(), settings("HF_HOME", "/none", "HF_TOKEN", "two\r\nlines: x").token());
    }

    @ParameterizedTest
    @CsvSource({"HF_ENDPOINT, ftp://x", "HF_ENDPOINT, https://", "HF_ENDPOINT, nonsense", "HF_ENDPOINT, https://u:p@x",
        "HF_HUB_DOWNLOAD_TIMEOUT, soon", "HTTPS_PROXY, socks5://x", "HTTP_PROXY, ://"})
    void saysWhatIsWrong(String name, String value) {
        URI address = URI.create(name.equals("HTTP_PROXY") ? "http://hub.invalid/" : "https://hub.invalid/");
        AiException e = assertThrows(AiException.class, () -> settings(name, value).proxies().select(address));
        assertEquals(AiException.Kind.USAGE, e.kind());
        assertTrue(e.getMessage().startsWith(name + ":"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://huggingface.co/x | p.example.org:3128",
                "http://huggingface.co/x | q.example.org:8080",
                "https://localhost/x | DIRECT",
                "http://127.0.0.1:99/x | DIRECT",
                "https://inner.corp/x | DIRECT",
                "https://deep.inner.corp/x | DIRECT",
                "https://winner.corp/x | p.example.org:3128"
            })
    void proxiesAreThoseOfTheEnvironment(String address, String proxy) {
        Proxy chosen = settings("HTTPS_PROXY", "http://p.example.org:3128", "http_proxy", "q.example.org", "no_proxy",
                ".inner.corp")
                .proxies()
                .select(URI.create(address))
                .getFirst();
        assertEquals(proxy, chosen.type() == Proxy.Type.DIRECT ? "DIRECT" : host((InetSocketAddress) chosen.address()));
    }

    private static String host(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    @Test
    void complainsAboutAProxyOnlyWhenOneIsNeeded() throws IOException {
        try (HubServer server = new HubServer()) {
            HubFixture hub = HubFixture.of(server, folder);
            Map<String, String> environment = Map.of("HF_ENDPOINT", "http://hub.invalid", "all_proxy",
                    "socks5://user:secret@p.example.org");
            ModelStore store = hub.store("hf:org/tiny", environment, false);
            ModelSpec tiny = store.catalog().find("tiny").orElseThrow();
            assertEquals(InstalledModels.State.ABSENT, store.installed().state(tiny));
            AiException e = assertThrows(AiException.class, () -> store.open("tiny", "", "", Progress.none()));
            assertEquals(AiException.Kind.USAGE, e.kind());
            assertEquals("all_proxy: not the address of an HTTP proxy", e.getMessage());
        }
    }

    @Test
    void aProxyIsReallyAsked() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        proxy.start();
        try (HubServer server = new HubServer()) {
            ModelStore store = HubFixture.of(server, folder).store("hf:org/tiny", Map.of(
                    "HF_ENDPOINT", "http://hub.invalid", "HTTP_PROXY",
                    "http://127.0.0.1:" + proxy.getAddress().getPort()), false);
            AiException e = assertThrows(AiException.class, () -> store.open("tiny", "", "", Progress.none()));
            assertTrue(e.getMessage().contains("does not have it"), e.getMessage());
            assertEquals(List.of("http://hub.invalid/api/models/org/tiny/revision/main?blobs=true"), asked);
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void anAuthorityOfTheUserIsTrusted() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path pem = folder.resolve("ca.pem");
        keytool("-genkeypair", "-alias", "x", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
                "-keystore", keys.toString(), "-storepass", "secret");
        keytool("-exportcert", "-rfc", "-alias", "x", "-file", pem.toString(), "-keystore", keys.toString(),
                "-storepass", "secret");
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        https.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        https.start();
        try (HubServer server = new HubServer()) {
            HubFixture hub = HubFixture.of(server, folder);
            String address = "https://localhost:" + https.getAddress().getPort();
            for (String name : List.of("AI_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NONE")) {
                ModelStore store = hub.store("hf:org/tiny", Map.of("HF_ENDPOINT", address, name, pem.toString()),
                        false);
                AiException e = assertThrows(AiException.class, () -> store.open("tiny", "", "", Progress.none()));
                String expected = name.equals("NONE") ? "cannot be reached" : "does not have it";
                assertTrue(e.getMessage().contains(expected), name + ": " + e.getMessage());
            }
            Path empty = hub.write("empty.pem", "nothing");
            ModelStore store = hub.store("hf:org/tiny",
                    Map.of("HF_ENDPOINT", address, "AI_CA_BUNDLE", empty.toString()), false);
            AiException e = assertThrows(AiException.class, () -> store.open("tiny", "", "", Progress.none()));
            assertEquals(AiException.Kind.USAGE, e.kind());
        } finally {
            https.stop(0);
        }
    }

    private static SSLContext context(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "secret".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
