package ai.massgen.testkit.backend;

/** What is wrong with a parrot, and the rule that must notice. */
enum Defect {
    NONE(""),
    NAME_NOBODY_CAN_WRITE("itsNameIsOneThatUsersCanWrite"),
    OLD_LEVEL("itIsBuiltForThisLevelOfTheSpi"),
    UNBINDABLE_SETTINGS("itsSettingsCanBeBoundAndExplained"),
    UNLISTED("theServiceLoaderFindsIt"),
    DECLARES_TOO_MUCH("everyCapabilityIsTrueBothWays"),
    TAKES_WHAT_IT_DOES_NOT_DECLARE("everyCapabilityIsTrueBothWays"),
    SPEAKS_BEFORE_IT_REFUSES("everyCapabilityIsTrueBothWays"),
    CALLS_IN_THE_WRONG_ORDER("everyCapabilityIsTrueBothWays"),
    CALLS_WITH_EQUAL_IDS("everyCapabilityIsTrueBothWays"),
    CALLS_UNANNOUNCED("everyCapabilityIsTrueBothWays"),
    TEXT_IN_ONE_PIECE("textIsStreamedAndReturned"),
    TEXT_THAT_WAS_NOT_HEARD("textIsStreamedAndReturned"),
    PIECES_WITHOUT_TEXT("textIsStreamedAndReturned"),
    HEARD_ON_ANOTHER_THREAD("textIsStreamedAndReturned"),
    THOUGHTS_AFTER_THE_TEXT("reasoningIsHeardBeforeTheTextAndIsNoPartOfIt"),
    ALWAYS_AT_ITS_END("aReplyThatTheLimitCutsOffSaysSo"),
    WRONG_KIND("aFailureIsThrownWithItsKind"),
    SILENCE_IS_NO_TIMEOUT("silenceIsATimeout"),
    SILENCE_IN_THE_MIDDLE_IS_THE_END("aReplyThatStopsInTheMiddleIsATimeout"),
    DEAF_TO_INTERRUPTS("anInterruptEndsACallAtOnce"),
    SLOW_TO_INTERRUPTS("anInterruptEndsACallAtOnce"),
    FORGETS_EARLIER_INTERRUPTS("anInterruptThatIsAlreadyThereEndsTheCallBeforeItBegins"),
    SWALLOWS_INTERRUPTS("anInterruptByTheListenerEndsTheCall"),
    SWALLOWS_WHAT_THE_LISTENER_THROWS("whatTheListenerThrowsEndsTheCallAndIsPassedOn"),
    ONE_CALL_AFTER_THE_OTHER("manyCallsRunAtOnceAndEachHearsItsOwnReply"),
    MIXES_CALLS_UP("manyCallsRunAtOnceAndEachHearsItsOwnReply"),
    CLOSES_ONLY_ONCE("closingIsQuickAndMayHappenTwice"),
    CLOSING_LOOKS_LIKE_A_TIMEOUT("closingFailsTheCallsUnderWay"),
    WORKS_ON_AFTER_CLOSING("afterClosingEveryCallFails"),
    LEAVES_A_THREAD("aClosedModelLeavesNoThreadBehind");

    private final String rule;

    Defect(String rule) {
        this.rule = rule;
    }

    String rule() {
        return rule;
    }
}
