package aikit.model;

import aikit.AiException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An entry of the catalogue: what a model is, where it comes from and under which licence.
///
/// @param name unique name
/// @param tasks verbs it serves
/// @param family architecture that decides which code runs it (`bert`, `whisper`, `clip`)
/// @param licence SPDX identifier
/// @param variants precision (`fp32 fp16 q8 q4`, or `q8@avx2` for one kind of processor) to the files of that
///     variant, in the order of the catalogue: the first is the default. Empty in a catalogue that leaves it to the names
///     of the repository's files
/// @param files files that every variant needs (configuration, tokenizer)
/// @param parameters free values of the family, such as prompts
/// @param starter whether it is one of the small models that this project trained itself, for first steps without a hub
public record ModelSpec(
        String name,
        List<String> aliases,
        List<String> tasks,
        String family,
        Licence licence,
        Source source,
        Map<String, List<ModelFile>> variants,
        List<ModelFile> files,
        Map<String, String> parameters,
        Optional<String> description,
        boolean starter) {

    /// One that is no starter.
    public ModelSpec(
            String name, List<String> aliases, List<String> tasks, String family, Licence licence, Source source,
            Map<String, List<ModelFile>> variants, List<ModelFile> files, Map<String, String> parameters,
            Optional<String> description) {
        this(name, aliases, tasks, family, licence, source, variants, files, parameters, description, false);
    }

    /// A repository of which nothing is known yet.
    static ModelSpec of(String reference, Source.Hub hub) {
        return new ModelSpec(
                reference, List.of(), List.of(), "", Licence.UNKNOWN, hub, Map.of(), List.of(), Map.of(),
                Optional.empty());
    }

    /// The same entry with these variants.
    ModelSpec with(Map<String, List<ModelFile>> those) {
        return new ModelSpec(
                name, aliases, tasks, family, licence, source, those, files, parameters, description, starter);
    }

    /// @param spdx SPDX identifier, such as `Apache-2.0`
    /// @param commercial whether commercial use is allowed; when it is not, the user must accept the licence by name
    public record Licence(String spdx, boolean commercial) {

        /// The licence of a model that says nothing about it.
        public static final Licence UNKNOWN = new Licence("unknown", true);

        /// A licence by its identifier alone: the Creative Commons licences with NC in their name are non-commercial.
        static Licence of(String spdx) {
            return new Licence(spdx, !spdx.matches("(?i).*(^|-)NC(-.*|$)"));
        }
    }

    /// A file of a model.
    ///
    /// @param path relative to the model's folder or repository
    /// @param sha256 64 hex digits, when really known
    /// @param bytes size, when really known
    public record ModelFile(String path, Optional<String> sha256, Optional<Long> bytes) {

        static ModelFile of(String path) {
            return new ModelFile(path, Optional.empty(), Optional.empty());
        }
    }

    /// Where the files are.
    public sealed interface Source {

        /// A repository of a hub: `hf:org/repo[@commit]`.
        record Hub(String repository, Optional<String> revision) implements Source {

            /// The hub itself allows letters, digits, `-`, `_` and `.`, and neither `--` nor `..`.
            private static final Pattern REPOSITORY = Pattern
                    .compile("(?!.*(--|\\.\\.))[A-Za-z0-9][\\w.-]{0,95}/[A-Za-z0-9_][\\w.-]{0,95}");

            private static final Pattern BRANCH = Pattern
                    .compile("(?!.*(\\.\\.|//|/\\.))[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}(?<![/.])");

            /// Whether the revision is a commit, so that the files can never change.
            public boolean pinned() {
                return revision.filter(Digest::isCommit).isPresent();
            }

            @Override
            public String toString() {
                return "hf:" + repository + revision.map(r -> "@" + r).orElse("");
            }
        }

        /// A folder that `https:` file names are resolved against.
        record Web(URI base) implements Source {
            @Override
            public String toString() {
                return base.toString();
            }
        }

        /// A folder of this machine: `file:`.
        record Folder(Path folder) implements Source {
            @Override
            public String toString() {
                return folder.toUri().toString();
            }
        }

        /// Files that come with the distribution: `builtin:folder`.
        record Builtin(String folder) implements Source {
            @Override
            public String toString() {
                return "builtin:" + folder;
            }
        }

        /// A source as it stands in a catalogue.
        ///
        /// @throws AiException of kind USAGE when it is none
        static Source parse(String text) {
            int colon = text.indexOf(':');
            String rest = text.substring(colon + 1);
            return switch (colon < 0 ? "" : text.substring(0, colon)) {
                case "hf" -> hub(rest);
                case "https" -> web(text);
                case "file" -> folder(text);
                case "builtin" -> {
                    SafePath.problem(rest).ifPresent(why -> {
                        throw wrong(text, why);
                    });
                    yield new Builtin(rest);
                }
                case "http" -> throw wrong(text, "plain http is not allowed");
                default -> throw wrong(text, "unknown kind of source");
            };
        }

        private static Hub hub(String text) {
            int at = text.indexOf('@');
            String repository = at < 0 ? text : text.substring(0, at);
            if (!Hub.REPOSITORY.matcher(repository).matches()) {
                throw wrong("hf:" + text, "a repository is named org/name");
            }
            if (at < 0) {
                return new Hub(repository, Optional.empty());
            }
            String revision = text.substring(at + 1);
            if (revision.matches("(?i)[0-9a-f]{7,}") && !Digest.isCommit(revision)) {
                throw wrong("hf:" + text, "a commit has 40 lower-case hex digits");
            }
            if (!Hub.BRANCH.matcher(revision).matches()) {
                throw wrong("hf:" + text, "not a revision");
            }
            return new Hub(repository, Optional.of(revision));
        }

        private static Web web(String text) {
            try {
                URI uri = URI.create(text.endsWith("/") ? text : text + "/");
                if (uri.getHost() == null || uri.getUserInfo() != null || uri.getRawQuery() != null) {
                    throw wrong(text, "an address needs a host, and no user or query");
                }
                return new Web(uri.normalize());
            } catch (IllegalArgumentException e) {
                throw wrong(text, "not an address").causedBy(e);
            }
        }

        private static Folder folder(String text) {
            try {
                URI uri = URI.create(text);
                return new Folder(Path.of(uri));
            } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
                throw wrong(text, "an absolute file: address is expected, such as file:///models/mine").causedBy(e);
            }
        }

        private static AiException wrong(String text, String why) {
            return AiException.usage(
                    "source '" + Yaml.printable(text) + "': " + why,
                    "use hf:org/repo[@commit], https://host/folder/, file:///folder or builtin:name");
        }
    }
}
