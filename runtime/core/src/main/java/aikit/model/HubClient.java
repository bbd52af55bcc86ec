package aikit.model;

import aikit.AiException;
import aikit.model.HubConnection.Answer;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source.Hub;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a Hugging Face hub says about a repository.
/// Source: the hub's HTTP interface, `/api/models/{repository}/revision/{revision}?blobs=true`.
final class HubClient {

    /// The answer about the largest repositories is well below 1 MB.
    private static final int MOST_JSON_BYTES = 8 << 20;

    /// @param digest absent when a mirror does not state it here
    record RemoteFile(String path, long bytes, Optional<Digest> digest) {}

    /// @param commit 40 hex digits
    record Listing(String commit, Licence licence, Map<String, RemoteFile> files) {}

    private final HubConnection connection;

    HubClient(HubConnection connection) {
        this.connection = connection;
    }

    /// The files of a repository at a commit or branch.
    ///
    /// @throws AiException of kind MODEL when the hub cannot be asked or does not have it
    Listing listing(String repository, String revision) {
        URI address = URI.create(connection.settings().endpoint() + "/api/models/" + repository + "/revision/"
                + encode(revision) + "?blobs=true");
        String name = new Hub(repository, Optional.of(revision)).toString();
        JsonNode json = json(name, ask(name, address));
        String commit = json.path("sha").asString("");
        if (!Digest.isCommit(commit)) {
            throw AiException.model(name + ": the hub's answer names no commit", "");
        }
        Map<String, RemoteFile> files = new LinkedHashMap<>();
        for (JsonNode sibling : json.path("siblings")) {
            String path = sibling.path("rfilename").asString("");
            if (SafePath.problem(path).isEmpty()) { // others could not be stored; nobody wants them either
                files.put(path, file(path, sibling));
            }
        }
        return new Listing(commit, licence(json), files);
    }

    private static RemoteFile file(String path, JsonNode sibling) {
        JsonNode large = sibling.path("lfs");
        if (!large.isObject()) {
            return new RemoteFile(
                    path,
                    sibling.path("size").asLong(-1),
                    Optional.of(sibling.path("blobId").asString("")).filter(id -> !id.isEmpty()).map(
                            id -> new Digest(Digest.Kind.GIT_BLOB, id)));
        }
        String sha256 = large.path("sha256").asString(large.path("oid").asString("")).replaceFirst("^sha256:", "");
        return new RemoteFile(
                path, large.path("size").asLong(sibling.path("size").asLong(-1)), Optional.of(Digest.sha256(sha256)));
    }

    private static Licence licence(JsonNode json) {
        String stated = json.path("cardData").path("license").asString("");
        for (JsonNode tag : json.path("tags")) {
            if (stated.isEmpty() && tag.asString("").startsWith("license:")) {
                stated = tag.asString().substring("license:".length());
            }
        }
        return stated.matches("[A-Za-z0-9][A-Za-z0-9.+-]{0,99}") ? Licence.of(stated) : Licence.UNKNOWN;
    }

    /// Where a file's bytes are.
    URI address(String repository, String commit, String path) {
        return URI.create(
                connection.settings().endpoint() + "/" + repository + "/resolve/" + commit + "/" + encodePath(path));
    }

    /// A relative path as a part of an address.
    static String encodePath(String path) {
        return Arrays.stream(path.split("/")).map(HubClient::encode).collect(Collectors.joining("/"));
    }

    /// The digest of a file whose listing states none: the hub names it in the headers of the file itself.
    Digest digest(String name, URI address) {
        try (Answer answer = ask(name, address)) {
            String tag = answer.linked()
                    .firstValue("X-Linked-Etag")
                    .or(() -> answer.linked().firstValue("ETag"))
                    .orElse("");
            return Digest.ofTag(tag.replaceFirst("^W/", "").replace("\"", ""));
        }
    }

    private Answer ask(String name, URI address) {
        Backoff backoff = new Backoff(connection.settings().timeouts().pause());
        while (true) {
            try {
                Answer answer = connection.get(address, connection.settings().endpoint(), Map.of());
                if (answer.status() == 200) {
                    return answer;
                }
                answer.close();
                AiException failure = refusal(name, answer.status());
                if (!answer.isBusy()) {
                    throw failure;
                }
                backoff.pause(answer.retryAfter(), failure);
            } catch (IOException e) {
                backoff.pause(Optional.empty(), unreachable(name, address, e));
            }
        }
    }

    static AiException unreachable(String name, URI address, IOException e) {
        String why = e.getMessage() == null ? "no connection" : Yaml.printable(e.getMessage());
        return AiException.model(
                name + ": " + address.getHost() + " cannot be reached: " + why,
                "check the network, HTTPS_PROXY and HF_ENDPOINT, or copy the model with: ai models export")
                .causedBy(e);
    }

    static AiException refusal(String name, int status) {
        return switch (status) {
            case 401, 403 -> AiException.model(
                    name + ": the hub refuses access (HTTP " + status + ")",
                    "check the name; for a gated model accept its terms on the hub and set HF_TOKEN");
            case 404, 410 -> AiException.model(name + ": the hub does not have it", "check the name and the revision");
            case 429 -> AiException.model(name + ": the hub asks to slow down (HTTP 429)", "try again later");
            default -> AiException.model(name + ": the hub answers HTTP " + status, "try again later");
        };
    }

    private static JsonNode json(String name, Answer answer) {
        try (answer) {
            if (answer.isWebPage()) {
                throw webPage(name);
            }
            if (!answer.header("Content-Encoding").matches("(?i)|identity")) {
                throw AiException.model(name + ": the hub's answer is compressed although nobody asked for it", "");
            }
            byte[] bytes = answer.body().readNBytes(MOST_JSON_BYTES + 1);
            if (bytes.length > MOST_JSON_BYTES) {
                throw AiException.model(name + ": the hub's answer is larger than " + MOST_JSON_BYTES + " bytes", "");
            }
            return JsonMapper.shared().readTree(bytes);
        } catch (JacksonException | IOException e) {
            throw AiException.model(name + ": the hub's answer is not valid JSON", "").causedBy(e);
        }
    }

    static AiException webPage(String name) {
        return AiException.model(
                name + ": a web page came instead of the model",
                "a login page of the network is in the way, or HF_ENDPOINT is not a hub");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
