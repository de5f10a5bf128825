package ai.massgen.backend.openai;

/** What is wrong with a backend, and the rule of the contract that must notice. */
enum Flaw {
    LOSES_USAGE("whatDoesNoHarmIsNoFailure"),
    ASKS_TWICE("everyFaultIsAFailureOfItsKind"),
    TAKES_A_CUT_FOR_THE_END("aStreamCutBetweenEventsIsNeverAShorterReply"),
    TAKES_HALF_AN_EVENT_FOR_THE_END("aStreamCutAnywhereIsNeverAShorterReply"),
    KNOWS_ONE_KIND("everySampleOfAFailureIsOfItsKind"),
    FORGETS_THE_WAIT("theWaitThatAProviderAsksForIsPassedOnAndNotWaited"),
    MAKES_UP_A_WAIT("aWaitThatNobodyAskedForIsNotMadeUp"),
    FORGETS_IDS("theRequestIdAndTheRateLimitsTravelOnTheReply"),
    FORGETS_IDS_OF_FAILURES("theRequestIdTravelsOnEveryFailure"),
    LOSES_PARTS_OF_THE_USAGE("reasoningAndCacheAreCountedAsPartsOfTheWhole"),
    NAMES_NO_PLACE("nobodyAtTheAddressIsUnavailableAndNamesThePlace"),
    TAKES_A_REDIRECT_FOR_AN_OUTAGE("aRedirectIsRefusedSoThatTheKeyGoesNowhereElse"),
    CONNECTS_ANEW("aFinishedReplyLeavesItsConnectionToTheNextCall"),
    SULKS("aCallThatFailedOrWasCancelledLeavesTheModelUsable"),
    SENDS_AT_OPENING("nothingIsSentBeforeACall"),
    IGNORES_A_SETTING("everySettingHasItsEffect"),
    DROPS_WHAT_IT_DECLARES("whatACapabilityAddsIsSent"),
    DROPS_THE_PAST("aConversationIsSentWhole"),
    SENDS_THE_KEY_OF_THE_CALL("equalRequestsAreSentAlikeAndDifferentOnesAreNot"),
    SENDS_FOREIGN_STATE("stateGoesBackToItsOwnBackendAndModelOnly"),
    SENDS_THE_SECRET_IN_THE_BODY("theKeyTravelsInAHeaderAndNowhereElse"),
    PRINTS_THE_SECRET("theKeyIsInNothingThatIsPrinted"),
    QUOTES_THE_SECRET("aServerThatSaysTheKeyBackIsNotQuoted"),
    DIAGNOSES_THE_SECRET("theKeyIsInNoFailureOfAListingOrADiagnosis");

    private final String rule;

    Flaw(String rule) {
        this.rule = rule;
    }

    String rule() {
        return rule;
    }
}
