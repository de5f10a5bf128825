package ai.massgen.core.config;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.time.Duration;

/**
 * What a run may take. Immutable.
 *
 * @param run from the question to the decision
 * @param presentationReserve what the winner's presentation may take beyond that
 * @param wrapUp how long before the decision agents are told that time is nearly up
 * @param turn one attempt of an agent, with all its model and tool calls
 * @param call one model call
 * @param firstToken from a model call's start to its first token
 * @param idle between two tokens
 * @param toolRounds how many times one turn may ask for tools
 * @param toolResult how much of one tool result a model sees
 * @param attachments how large the attachments of a question may be, all together
 * @param pace how fast models are asked, and how often
 */
public record LimitsConfig(
        @Doc("From the question to the decision.") @Default("10m") @Min("100ms") @Max("24h") Duration run,

        @Doc("What the winner's presentation may take beyond that.") @Default("1m") @Min("0s") @Max("1h") Duration presentationReserve,

        @Doc(
                "How long before the end of run agents are told to come to an end; 0s: not at all, and never before half time.")
        @Default("30s")
        @Min("0s") @Max("1h") Duration wrapUp,

        @Doc("One attempt of an agent, with all its model and tool calls.") @Default("10m") @Min("100ms") @Max("24h") Duration turn,

        @Doc("One model call.") @Default("5m") @Min("100ms") @Max("24h") Duration call,

        @Doc("From a model call's start to its first token.") @Default("2m") @Min("100ms") @Max("24h") Duration firstToken,

        @Doc("Between two tokens.") @Default("1m") @Min("100ms") @Max("24h") Duration idle,

        @Doc("How many times one turn may ask for tools.") @Default("25") @Min("1") @Max("1000") int toolRounds,

        @Doc("How much of one tool result a model sees.") @Default("256KiB") @Min("1KiB") @Max("4MiB") ByteSize toolResult,

        @Doc("How large the attachments of a question may be, all together.") @Default("20MiB") @Max("200MiB") ByteSize attachments,

        @Doc("How fast models are asked, and how often.") PaceConfig pace) {}
