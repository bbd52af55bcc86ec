package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Asks a hub for its first page, to see whether it answers: by the same way as models are fetched, with the same proxy
/// and the same certificates, but without the token.
public final class HubPing {

    private HubPing() {}

    /// The status of the answer, whatever it is. The page itself is not read.
    ///
    /// @param patience until the answer must be there
    /// @throws IOException when there is no answer
    /// @throws AiException when the settings forbid it (offline, a redirect to a forbidden place) or are wrong
    public static int status(HubSettings settings, Duration patience) throws IOException {
        HubSettings.Timeouts brief = new HubSettings.Timeouts(patience, patience, patience);
        HubSettings anonymous = new HubSettings(
                settings.endpoint(),
                Optional.empty(),
                settings.offline(),
                settings.cache(),
                brief,
                settings.proxies(),
                settings.certificates());
        URI page = URI.create(settings.endpoint() + "/");
        try (HubConnection.Answer answer = new HubConnection(anonymous).get(page, page, Map.of())) {
            return answer.status();
        }
    }
}
