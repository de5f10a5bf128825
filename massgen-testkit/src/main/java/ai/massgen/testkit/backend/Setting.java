package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.testkit.wire.WireRequest;
import java.util.Objects;

/** A component of a backend's settings, and what it is good for. Immutable. */
public final class Setting {
    private final String component;
    private final Object value;
    private final Effect effect;

    /** Compares a backend before and after the change. */
    private interface Effect {
        <C extends Record> void verify(Backend<C> backend, C before, C after, WireRequest plain, WireRequest changed);
    }

    private Setting(String component, Object value, Effect effect) {
        this.component = Objects.requireNonNull(component, "component");
        this.value = Objects.requireNonNull(value, "value");
        this.effect = effect;
    }

    /**
     * A setting that changes what is sent.
     *
     * @param component the name of the record's component
     * @param value another value than it usually has; wrapped into an Optional if the component is one
     * @param fragment a text that the body of a request contains with this value and not without it
     * @return the setting
     */
    public static Setting sends(String component, Object value, String fragment) {
        return new Setting(component, value, new Effect() {
            @Override
            public <C extends Record> void verify(
                    Backend<C> backend, C before, C after, WireRequest plain, WireRequest changed) {
                assertThat(plain.body()).doesNotContain(fragment);
                assertThat(changed.body()).contains(fragment);
            }
        });
    }

    /**
     * A setting that takes something out of what is sent.
     *
     * @param component the name of the record's component
     * @param value another value than it usually has; wrapped into an Optional if the component is one
     * @param fragment a text that the body of a request contains without this value and not with it
     * @return the setting
     */
    public static Setting omits(String component, Object value, String fragment) {
        return new Setting(component, value, new Effect() {
            @Override
            public <C extends Record> void verify(
                    Backend<C> backend, C before, C after, WireRequest plain, WireRequest changed) {
                assertThat(plain.body()).contains(fragment);
                assertThat(changed.body()).doesNotContain(fragment);
            }
        });
    }

    /**
     * A setting that changes where requests go.
     *
     * @param component the name of the record's component
     * @param value another value than it usually has; wrapped into an Optional if the component is one
     * @param place a text that the path of a request contains with this value and not without it
     * @return the setting
     */
    public static Setting sendsTo(String component, Object value, String place) {
        return new Setting(component, value, new Effect() {
            @Override
            public <C extends Record> void verify(
                    Backend<C> backend, C before, C after, WireRequest plain, WireRequest changed) {
                assertThat(plain.path()).doesNotContain(place);
                assertThat(changed.path()).contains(place);
            }
        });
    }

    /**
     * A setting that makes a warning of an error about another setting.
     *
     * @param component the name of the record's component
     * @param value another value than it usually has
     * @param other the name of another component
     * @param refused a value of the other component that the model does not take: opening it fails, and with this setting
     *     it opens and warns
     * @return the setting
     */
    public static Setting tolerates(String component, Object value, String other, Object refused) {
        return new Setting(component, value, new Effect() {
            @Override
            public <C extends Record> void verify(
                    Backend<C> backend, C before, C after, WireRequest plain, WireRequest changed) {
                TestContext context = TestContext.with();
                assertThatExceptionOfType(BackendException.class)
                        .isThrownBy(() -> backend.open(Records.with(before, other, refused), context))
                        .matches(e -> e.kind() == Kind.INVALID_REQUEST);
                assertThat(context.warnings()).isEmpty();
                backend.open(Records.with(after, other, refused), context).close();
                assertThat(context.warnings()).hasSize(1);
            }
        });
    }

    /**
     * A setting that changes a header.
     *
     * @param component the name of the record's component
     * @param value another value than it usually has; wrapped into an Optional if the component is one
     * @param header the header's name
     * @param content what the header contains with this value and not without it
     * @return the setting
     */
    public static Setting sendsHeader(String component, Object value, String header, String content) {
        return new Setting(component, value, new Effect() {
            @Override
            public <C extends Record> void verify(
                    Backend<C> backend, C before, C after, WireRequest plain, WireRequest changed) {
                assertThat(plain.header(header).orElse("")).doesNotContain(content);
                assertThat(changed.header(header).orElse("")).contains(content);
            }
        });
    }

    /**
     * A setting that changes what the model can do.
     *
     * @param component the name of the record's component
     * @param value another value than it usually has; wrapped into an Optional if the component is one
     * @param capability what the model can do either with or without this value
     * @return the setting
     */
    public static Setting changes(String component, Object value, Capability capability) {
        return new Setting(component, value, new Effect() {
            @Override
            public <C extends Record> void verify(
                    Backend<C> backend, C before, C after, WireRequest plain, WireRequest changed) {
                assertThat(backend.capabilities(before).contains(capability))
                        .as("%s is declared with %s and without it", capability, component)
                        .isNotEqualTo(backend.capabilities(after).contains(capability));
            }
        });
    }

    String component() {
        return component;
    }

    <C extends Record> C apply(C config) {
        return Records.with(config, component, value);
    }

    <C extends Record> void verify(Backend<C> backend, C before, C after, WireRequest plain, WireRequest changed) {
        effect.verify(backend, before, after, plain, changed);
    }
}
