package ai.massgen.core.attach;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.Part;
import ai.massgen.core.config.ConfigFiles;
import ai.massgen.core.event.CallEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What goes with one question. Immutable. */
public final class Attachments {
    /** Nothing. */
    public static final Attachments NONE = new Attachments(List.of());

    /** What models take at most, in our experience. */
    private static final int MOST = 100;

    private final List<Attachment> all;

    private Attachments(List<Attachment> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads what {@link #keep} wrote.
     *
     * @param run the folder of a run
     * @param told what the run's journal says that was attached, in this order
     * @return what went with the question
     * @throws AttachmentException if something is missing or is not what the journal says
     */
    public static Attachments kept(Path run, List<CallEvent.QuestionAttached> told) {
        return new Attachments(new KeptAttachments(run).read(told));
    }

    /**
     * Reads files.
     *
     * @param files the files, whose kind is told by their content: pictures (PNG, JPEG, GIF, WebP), PDF, or UTF-8 text
     * @param parts more, as parts of a message
     * @param limit how large everything together may be
     * @return what goes with the question
     * @throws AttachmentException if a file cannot be read, is of no known kind, or all together are too large
     */
    public static Attachments read(List<Path> files, List<Part> parts, ByteSize limit) {
        if (files.size() + parts.size() > MOST) {
            throw AttachmentException.unusable(
                    "a question can have " + MOST + " attachments, not " + (files.size() + parts.size()), null);
        }
        List<Attachment> all = new ArrayList<>();
        long left = limit.bytes();
        for (Path file : files) {
            byte[] content = content(file, left, limit);
            left -= content.length;
            String name = String.valueOf(file.getFileName());
            all.add(Attachment.ofFile(name, content).orElseThrow(() -> unknown(file)));
        }
        for (Part part : parts) {
            Attachment attachment = Attachment.ofPart(part, all.size() + 1);
            left -= attachment.size();
            if (left < 0) {
                throw tooLarge(attachment.name(), limit);
            }
            all.add(attachment);
        }
        return new Attachments(all);
    }

    private static byte[] content(Path file, long left, ByteSize limit) {
        try {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(file.toString());
            }
            if (!Files.isRegularFile(file)) {
                throw AttachmentException.unusable("the attachment " + file + " is not a file", null);
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 16, left + 1));
                if (content.length > left) {
                    throw tooLarge(file.toString(), limit);
                }
                return content;
            }
        } catch (IOException e) {
            throw AttachmentException.unusable("the attachment " + file + " " + ConfigFiles.reason(e), e);
        }
    }

    private static AttachmentException tooLarge(String name, ByteSize limit) {
        return AttachmentException.unusable(
                "with " + name + " the attachments are larger than " + limit
                        + " together; leave something out, or raise limits.attachments",
                null);
    }

    private static AttachmentException unknown(Path file) {
        return AttachmentException.unusable(
                "the attachment " + file + " is neither a picture (PNG, JPEG, GIF, WebP) nor PDF nor UTF-8 text;"
                        + " convert it first",
                null);
    }

    /**
     * Refuses an agent whose model cannot take everything.
     *
     * @param agent the agent, for the message
     * @param can what its model can do
     * @throws AttachmentException if it cannot take something
     */
    public void requireOf(String agent, Set<Capability> can) {
        for (Attachment each : all) {
            Optional<Capability> needed = needs(each.part());
            if (needed.isPresent() && !can.contains(needed.get())) {
                throw new AttachmentException(
                        AttachmentException.Kind.UNSUPPORTED,
                        "the model of " + agent + " takes no "
                                + (needed.get() == Capability.IMAGES ? "pictures" : "documents")
                                + ", so it cannot be given "
                                + each.name() + "; use another model, or leave the agent or the attachment out",
                        null);
            }
        }
    }

    private static Optional<Capability> needs(Part part) {
        return switch (part) {
            case Part.Text text -> Optional.empty();
            case Part.Image image -> Optional.of(Capability.IMAGES);
            case Part.Document document -> Optional.of(Capability.DOCUMENTS);
        };
    }

    /**
     * What models are given before the question.
     *
     * @return parts of a message, possibly none
     */
    public List<Part> parts() {
        return all.stream().map(Attachment::part).toList();
    }

    /**
     * What is told of it.
     *
     * @return an event for each
     */
    public List<CallEvent> events() {
        return all.stream().<CallEvent>map(Attachment::event).toList();
    }

    /**
     * Writes everything into the folder of a run, so that the question can be asked again as it was.
     *
     * @param run the folder
     * @throws AttachmentException if it cannot be written
     */
    public void keep(Path run) {
        if (!all.isEmpty()) {
            new KeptAttachments(run).write(all);
        }
    }
}
