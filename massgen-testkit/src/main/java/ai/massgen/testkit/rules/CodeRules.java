package ai.massgen.testkit.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Secret;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules about how code is written that hold in plugins and in MassGen itself. Each fails when it is given no classes. */
public final class CodeRules {
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Manager|Utils?|Utilities|Helpers?)|Base[A-Z].*");
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|_");
    private static final Set<String> SECRET_WORDS = Set.of(
            "secret", "secrets", "password", "passwords", "passphrase", "passwd", "credential", "credentials", "token");
    private static final Set<String> KEY_KINDS =
            Set.of("api", "access", "auth", "private", "secret", "signing", "account");
    /** An array counts as what it is made of. */
    private static final Set<String> TEXTS =
            Set.of("java.lang.String", "java.lang.CharSequence", "java.lang.StringBuilder", "char", "byte");

    private CodeRules() {}

    /**
     * Names say what a class is for: no {@code *Impl}, {@code *Manager}, {@code *Util}, {@code *Helper} or
     * {@code Base*}.
     *
     * @return the rule
     */
    public static ArchRule namesSayWhatAClassIsFor() {
        return classes().should(new TellingName()).because("a name says what a class is for, not that it is a class");
    }

    /**
     * What is called a secret is a {@link Secret}: no field whose name ends in secret, password, token or apiKey is a
     * text, and in a record of settings none that ends in key. Constants are left out: they name where a secret is.
     *
     * @return the rule
     */
    public static ArchRule secretsAreTyped() {
        return classes()
                .should(new TypedSecrets())
                .because("a Secret cannot leak into a log, an event or an exception");
    }

    private static final class TellingName extends ArchCondition<JavaClass> {
        TellingName() {
            super("have names that say what they are for");
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            if (EMPTY_NAME.matcher(item.getSimpleName()).matches()) {
                events.add(SimpleConditionEvent.violated(
                        item,
                        item.getName() + " has a name that says nothing: name it by its role, without Impl, Manager,"
                                + " Util, Helper or Base"));
            }
        }
    }

    private static final class TypedSecrets extends ArchCondition<JavaClass> {
        TypedSecrets() {
            super("hold secrets as Secret");
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            item.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .filter(field -> namesSecret(field) && holdsText(field))
                    .map(field -> SimpleConditionEvent.violated(
                            field,
                            field.getFullName()
                                    + " holds a secret as text: give it the type ai.massgen.api.config.Secret"))
                    .forEach(events::add);
        }

        private static boolean namesSecret(JavaField field) {
            List<String> words = Arrays.stream(WORDS.split(field.getName()))
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .toList();
            String last = words.get(words.size() - 1);
            if (!last.equals("key")) {
                return SECRET_WORDS.contains(last);
            }
            return isSetting(field) || (words.size() > 1 && KEY_KINDS.contains(words.get(words.size() - 2)));
        }

        private static boolean isSetting(JavaField field) {
            return field.getOwner().isRecord()
                    && Arrays.stream(field.getOwner().reflect().getRecordComponents())
                            .anyMatch(component -> component.isAnnotationPresent(Doc.class));
        }

        private static boolean holdsText(JavaField field) {
            Set<JavaClass> types = field.getType().getAllInvolvedRawTypes();
            return types.stream().anyMatch(type -> TEXTS.contains(type.getName()))
                    && types.stream().noneMatch(type -> type.isEquivalentTo(Secret.class));
        }
    }
}
