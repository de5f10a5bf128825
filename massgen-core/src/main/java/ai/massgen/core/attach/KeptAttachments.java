package ai.massgen.core.attach;

import ai.massgen.core.config.ConfigFiles;
import ai.massgen.core.event.CallEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The attachments of a question in the folder of its run: {@code attachments/1.file} and so on as they were given, or
 * {@code 1.part} for a text that a program made. What each is called, and its hash, stand in the journal.
 */
final class KeptAttachments {
    private final Path folder;

    KeptAttachments(Path run) {
        this.folder = run.resolve("attachments");
    }

    void write(List<Attachment> all) {
        try {
            Files.createDirectory(folder);
            for (int i = 0; i < all.size(); i++) {
                Attachment each = all.get(i);
                boolean file = each.fileText().isPresent() || !each.mediaType().equals(MediaType.TEXT);
                write(place(i, file), each.bytes());
            }
        } catch (IOException e) {
            throw AttachmentException.unusable(
                    "the attachments cannot be kept with the run: " + folder + " " + ConfigFiles.reason(e), e);
        }
    }

    /** On disk when this returns, as the journal will say that it was given. */
    private static void write(Path place, byte[] content) throws IOException {
        try (FileChannel file = FileChannel.open(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                file.write(left);
            }
            file.force(true);
        }
    }

    List<Attachment> read(List<CallEvent.QuestionAttached> told) {
        List<Attachment> all = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            all.add(read(told.get(i), i));
        }
        if (Files.exists(place(told.size(), true)) || Files.exists(place(told.size(), false))) {
            throw AttachmentException.unusable(
                    "the run was interrupted before it had begun: its journal does not tell of all attachments in "
                            + folder + "; ask the question again",
                    null);
        }
        return all;
    }

    private Attachment read(CallEvent.QuestionAttached told, int index) {
        boolean file = Files.exists(place(index, true), LinkOption.NOFOLLOW_LINKS);
        Path place = place(index, file);
        try {
            if (!Files.exists(place)) {
                throw new NoSuchFileException(place.toString());
            }
            // a file of another size is not read: it may be far too large
            if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) || Files.size(place) != told.bytes()) {
                throw changed(told, place);
            }
            Attachment attachment = Attachment.again(told, Files.readAllBytes(place), file);
            if (!attachment.event().equals(told)) {
                throw changed(told, place);
            }
            return attachment;
        } catch (IOException e) {
            throw AttachmentException.unusable(
                    "the attachment " + told.name() + " of the run, kept in " + place + ", " + ConfigFiles.reason(e)
                            + "; ask the question again",
                    e);
        }
    }

    private Path place(int index, boolean file) {
        return folder.resolve((index + 1) + (file ? ".file" : ".part"));
    }

    private static AttachmentException changed(CallEvent.QuestionAttached told, Path place) {
        return AttachmentException.unusable(
                "the attachment " + told.name() + " of the run, kept in " + place
                        + ", is not what it was when the question was asked; ask the question again",
                null);
    }
}
