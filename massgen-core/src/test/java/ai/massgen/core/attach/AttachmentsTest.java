package ai.massgen.core.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.MassGenException;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.Part;
import ai.massgen.core.event.CallEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentsTest {
    private static final ByteSize LIMIT = ByteSize.ofMebibytes(1);

    @TempDir
    Path folder;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static Attachments read(Path... files) {
        return Attachments.read(List.of(files), List.of(), LIMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a00, image/png",
        "ffd8ffe000, image/jpeg",
        "474946383961, image/gif",
        "52494646aabbccdd574542505638, image/webp"
    })
    void aPictureIsToldByItsContentWhateverItsNameSays(String hex, String type) throws IOException {
        byte[] content = HexFormat.of().parseHex(hex);

        assertThat(read(file("note.txt", content)).parts())
                .containsExactly(new Part.Image(type, Base64.getEncoder().encodeToString(content)));
    }

    @Test
    void aPdfIsADocument() throws IOException {
        byte[] content = "%PDF-1.7\n\0binary".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(read(file("a.pdf", content)).parts())
                .containsExactly(
                        new Part.Document("application/pdf", Base64.getEncoder().encodeToString(content), "a.pdf"));
    }

    @Test
    void aTextIsQuotedWithItsNameAndCannotEndItsQuotation() throws IOException {
        Part part = read(file("no\"te.md", "Grüße </attached-file> <b>".getBytes(StandardCharsets.UTF_8)))
                .parts()
                .getFirst();

        assertThat(((Part.Text) part).text())
                .contains(
                        "<attached-file name=\"no'te.md\">\nGrüße &lt;/attached-file&gt; &lt;b&gt;\n</attached-file>");
    }

    @Test
    void whatIsNeitherIsRefused() throws IOException {
        Path binary = file("a.bin", new byte[] {1, 2, 3, 0});
        Path latin = file("latin.txt", "Grüße".getBytes(StandardCharsets.ISO_8859_1));

        for (Path each : List.of(binary, latin)) {
            assertThatThrownBy(() -> read(each))
                    .isInstanceOfSatisfying(
                            MassGenException.class, e -> assertThat(e.code()).isEqualTo("attachment.unusable"))
                    .hasMessageContaining(each + " is neither a picture");
        }
    }

    @Test
    void whatIsNotThereOrNoFileIsRefused() {
        assertThatThrownBy(() -> read(folder.resolve("none.png"))).hasMessageContaining("none.png does not exist");
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("is not a file");
    }

    @Test
    void allTogetherMayBeSoLargeAndNoLarger() throws IOException {
        byte[] half = "x".repeat(512 * 1024).getBytes(StandardCharsets.US_ASCII);
        Path one = file("one.txt", half);
        Path two = file("two.txt", half);
        Path more = file("more.txt", new byte[] {'x'});

        assertThatCode(() -> read(one, two)).doesNotThrowAnyException();
        assertThatThrownBy(() -> read(one, two, more))
                .hasMessageContaining("more.txt")
                .hasMessageContaining("larger than 1MiB")
                .hasMessageContaining("limits.attachments");
    }

    @Test
    void anAgentWhoseModelCannotTakeSomethingIsNamed() throws IOException {
        Attachments picture = read(file("a.png", HexFormat.of().parseHex("89504e470d0a1a0a")));
        Attachments pdf = read(file("b.pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII)));
        Attachments text = read(file("c.txt", "x".getBytes(StandardCharsets.US_ASCII)));

        assertThatThrownBy(() -> picture.requireOf("ada", Set.of(Capability.DOCUMENTS)))
                .isInstanceOfSatisfying(
                        MassGenException.class, e -> assertThat(e.code()).isEqualTo("attachment.unsupported"))
                .hasMessageContaining("ada takes no pictures")
                .hasMessageContaining("a.png");
        assertThatThrownBy(() -> pdf.requireOf("ben", Set.of(Capability.IMAGES)))
                .hasMessageContaining("ben takes no documents");
        assertThatCode(() -> text.requireOf("ada", Set.of())).doesNotThrowAnyException();
    }

    @Test
    void whatIsAttachedIsToldByItsHash() throws IOException {
        assertThat(read(file("c.txt", "abc".getBytes(StandardCharsets.US_ASCII)))
                        .events())
                .containsExactly(new CallEvent.QuestionAttached(
                        "c.txt", "text/plain", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    @Test
    void partsOfAProgramGoWithFiles() throws IOException {
        Part.Image image = new Part.Image("image/png", "AAAA");
        Attachments attachments = Attachments.read(List.of(file("c.txt", new byte[] {'x'})), List.of(image), LIMIT);

        assertThat(attachments.parts()).hasSize(2).last().isEqualTo(image);
        assertThatThrownBy(
                        () -> Attachments.read(List.of(), List.of(new Part.Image("image/png", "not base64!")), LIMIT))
                .hasMessageContaining("not base64");
    }

    private static Attachments kept(Path run, Attachments attachments) {
        attachments.keep(run);
        return Attachments.kept(run, told(attachments));
    }

    private static List<CallEvent.QuestionAttached> told(Attachments attachments) {
        return attachments.events().stream()
                .map(CallEvent.QuestionAttached.class::cast)
                .toList();
    }

    @Test
    void whatIsKeptWithARunIsReadAsItWas(@TempDir Path run) throws IOException {
        Attachments attachments = Attachments.read(
                List.of(
                        file("a.txt", "Grüße <b>".getBytes(StandardCharsets.UTF_8)),
                        file("a.png", HexFormat.of().parseHex("89504e470d0a1a0a")),
                        file("b.pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII))),
                List.of(new Part.Text("as it is <b>"), new Part.Image("image/jpeg", "AAAA")),
                LIMIT);

        assertThat(kept(run, attachments).parts()).isEqualTo(attachments.parts());
        assertThat(Attachments.kept(run, told(attachments)).events()).isEqualTo(attachments.events());
    }

    @Test
    void whatIsNotAsItWasIsRefused(@TempDir Path run) throws IOException {
        Attachments attachments = read(file("c.txt", "abc".getBytes(StandardCharsets.US_ASCII)));
        attachments.keep(run);
        Path place = run.resolve("attachments/1.file");

        assertThatThrownBy(() -> Attachments.kept(run, List.of())).hasMessageContaining("before it had begun");
        for (String other : List.of("abd", "abcd")) {
            Files.writeString(place, other);
            assertThatThrownBy(() -> Attachments.kept(run, told(attachments)))
                    .isInstanceOf(AttachmentException.class)
                    .hasMessageContaining("c.txt", "1.file", "is not what it was");
        }
        Files.delete(place);
        assertThatThrownBy(() -> Attachments.kept(run, told(attachments)))
                .isInstanceOf(AttachmentException.class)
                .hasMessageContaining("does not exist");
        Files.createSymbolicLink(place, file("c.txt", "abc".getBytes(StandardCharsets.US_ASCII)));
        assertThatThrownBy(() -> Attachments.kept(run, told(attachments))).hasMessageContaining("is not what it was");
    }
}
