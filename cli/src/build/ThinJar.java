import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/// Copies a jar into the distribution in the form that starts fastest: stored instead of compressed, natives of this
/// platform unpacked beside it and those of others left out, and classes older than Java 6 raised, because the class
/// archive of the JVM takes none without stack map frames (picocli is compiled for Java 5).
final class ThinJar {

    /// Where the jars keep the natives of this platform.
    private static final String ONNX_RUNTIME = "ai/onnxruntime/native/";

    private static final String TOKENIZERS = "native/lib/";

    private static final String BYTEDECO = "org/bytedeco/";

    /// What of FFmpeg decoding needs (`aikit.ffmpeg.Ffmpeg`): no devices, no filters, no programs.
    private static final Pattern MEDIA = Pattern.compile(
            "(lib)?(jni)?(avutil|swresample|avcodec|avformat|javacpp)[-.].*|lib(va|va-drm|drm)\\.so\\..*"
                    + "|libatomic\\..*|libwinpthread-.*");

    private final Path natives;
    private final FileTime time;
    private final String onnxRuntime;
    private final String tokenizers;
    private final String bytedeco;

    ThinJar(Path natives, FileTime time) {
        this.natives = natives;
        this.time = time;
        boolean arm = System.getProperty("os.arch").matches("aarch64|arm64");
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.startsWith("win") ? "win" : os.startsWith("mac") ? "osx" : "linux";
        this.onnxRuntime = ONNX_RUNTIME + system + (arm ? "-aarch64/" : "-x64/");
        this.tokenizers = TOKENIZERS + system + (arm ? "-aarch64/cpu/" : "-x86_64/cpu/");
        String preset = system.replace("win", "windows").replace("osx", "macosx");
        this.bytedeco = "/" + preset + (arm ? "-arm64/" : "-x86_64/");
    }

    /// @param classPath names of the other jars when this is the main jar, else empty
    /// @return whether anything is left: a jar that held natives only is not written
    boolean write(Path from, Path to, String classPath) throws IOException {
        boolean left = false;
        try (JarFile in = new JarFile(from.toFile());
                OutputStream file = Files.newOutputStream(to);
                JarOutputStream out = new JarOutputStream(file)) {
            out.setLevel(0);
            put(out, JarFile.MANIFEST_NAME, manifest(in, classPath));
            Enumeration<JarEntry> entries = in.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName();
                if (entry.isDirectory() || name.equals(JarFile.MANIFEST_NAME) || isSignature(name)) {
                    continue;
                }
                try (InputStream bytes = in.getInputStream(entry)) {
                    left |= entry(out, in, name, bytes);
                }
            }
        }
        if (!left) {
            Files.delete(to);
        }
        return left;
    }

    private boolean entry(JarOutputStream out, JarFile in, String name, InputStream bytes) throws IOException {
        if (isNative(name)) {
            if (name.startsWith(onnxRuntime) || name.startsWith(tokenizers)
                    || name.contains(bytedeco) && MEDIA.matcher(name.substring(name.lastIndexOf('/') + 1)).matches()) {
                unpack(name, bytes);
            }
            return false;
        }
        if (name.endsWith(".class")) {
            put(out, name, raise(in, bytes.readAllBytes()));
        } else {
            put(out, name, bytes.readAllBytes());
        }
        return !name.startsWith("META-INF/") && !name.equals("module-info.class");
    }

    private static boolean isNative(String name) {
        return name.startsWith(ONNX_RUNTIME) || (name.startsWith(TOKENIZERS) && !name.endsWith(".properties"))
                || name.startsWith(BYTEDECO) && !name.endsWith(".class") && !name.endsWith(".properties")
                || name.startsWith("META-INF/native-image/");
    }

    private static boolean isSignature(String name) {
        return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }

    private void unpack(String name, InputStream bytes) throws IOException {
        if (name.contains(".dSYM/")) {
            return;
        }
        Path target = natives.resolve(name.substring(name.lastIndexOf('/') + 1));
        Files.createDirectories(natives);
        Files.copy(bytes, target);
        Distribution.executable(target);
    }

    private static byte[] manifest(JarFile in, String classPath) throws IOException {
        Manifest manifest = Optional.ofNullable(in.getManifest()).orElseGet(Manifest::new);
        manifest.getEntries().clear();
        Attributes main = manifest.getMainAttributes();
        main.putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.remove(new Attributes.Name("Enable-Native-Access"));
        if (!classPath.isEmpty()) {
            main.put(Attributes.Name.MAIN_CLASS, "aikit.cli.Main");
            main.put(Attributes.Name.CLASS_PATH, classPath);
            main.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
        }
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }

    private void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setLastModifiedTime(time);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private static byte[] raise(JarFile jar, byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        if (model.majorVersion() >= ClassFile.JAVA_6_VERSION) {
            return bytes;
        }
        ClassHierarchyResolver siblings = ClassHierarchyResolver.ofResourceParsing(type -> {
            String name = type.descriptorString();
            try {
                JarEntry entry = jar.getJarEntry(name.substring(1, name.length() - 1) + ".class");
                return entry == null ? null : jar.getInputStream(entry);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        ClassFile classFile = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(siblings.orElse(ClassHierarchyResolver.defaultResolver())),
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
        ClassTransform code = ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
        return classFile.transformClass(model, version().andThen(code));
    }

    private static ClassTransform version() {
        return (builder, element) -> {
            if (element instanceof java.lang.classfile.ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
                builder.with(element);
            }
        };
    }
}
