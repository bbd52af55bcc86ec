package aikit.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An entry of the catalogue: what a model is, where it comes from and under which licence.
///
/// @param name unique name
/// @param tasks verbs it serves
/// @param family architecture that decides which code runs it (`bert`, `whisper`, `clip`)
/// @param licence SPDX identifier
/// @param variants precision (`fp32 fp16 q8 q4`) to the files of that variant
/// @param files files that every variant needs (configuration, tokenizer)
/// @param parameters free values of the family, such as prompts
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
        Optional<String> description) {

    /// @param spdx SPDX identifier, such as `Apache-2.0`
    /// @param commercial whether commercial use is allowed; when it is not, the user must accept the licence by name
    public record Licence(String spdx, boolean commercial) {}

    /// A file of a model.
    ///
    /// @param path relative to the model's folder or repository
    /// @param sha256 64 hex digits, when really known
    /// @param bytes size, when really known
    public record ModelFile(String path, Optional<String> sha256, Optional<Long> bytes) {}

    /// Where the files are.
    public sealed interface Source {

        /// A repository of a hub: `hf:org/repo[@commit]`.
        record Hub(String repository, Optional<String> revision) implements Source {}

        /// A folder that `https:` file names are resolved against.
        record Web(java.net.URI base) implements Source {}

        /// A folder of this machine: `file:`.
        record Folder(java.nio.file.Path folder) implements Source {}

        /// Files that come with the distribution: `builtin:folder`.
        record Builtin(String folder) implements Source {}
    }
}
