package aikit.cli.doctor;

import aikit.Home;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// How the model hub is reached, without anything that is secret.
///
/// @param endpoint address of the hub or of a mirror, without user and password
/// @param offline whether nothing may be asked
/// @param token whether there is one; never the token itself
/// @param cache folder of the cache that the tools of the model hub share
/// @param certificates PEM file of authorities that are trusted besides the usual ones
public record HubAccess(
        URI endpoint, boolean offline, boolean token, Path cache, ProxySelector proxies, Optional<Path> certificates) {}
