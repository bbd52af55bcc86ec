package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Offline means that no socket is opened: a listening canary stands where the hub would be.
class OfflineTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "hf:org/tiny", "hf:org/tiny@v1"})
    void asksNobody(String reference) throws IOException {
        try (HubServer server = new HubServer();
                ServerSocket canary = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + canary.getLocalPort();
            HubFixture hub = HubFixture.of(server, folder);
            for (boolean byOption : new boolean[]{true, false}) {
                Map<String, String> environment = Map.of("HF_ENDPOINT", address, "HTTP_PROXY", address,
                        "HF_HUB_OFFLINE", byOption ? "0" : "yes");
                ModelStore store = hub.store("hf:org/tiny", environment, byOption);
                AiException e = assertThrows(AiException.class, () -> store.open(reference, "", "", Progress.none()));
                assertEquals(AiException.Kind.MODEL, e.kind());
                assertTrue(e.getMessage().endsWith("is not on this machine, and this run is offline"), e.getMessage());
                assertTrue(e.hint().orElseThrow().contains("ai models export"));
            }
            canary.setSoTimeout(200);
            assertThrows(SocketTimeoutException.class, canary::accept);
        }
    }

    @Test
    void theCanaryHearsAnOnlineRun() throws IOException {
        try (HubServer server = new HubServer()) {
            HubFixture hub = HubFixture.of(server, folder);
            hub.store().open("tiny", "", "", Progress.none());
            assertTrue(server.requests("hub") > 0);
        }
    }
}
