package ai.massgen.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "7B, 7",
        "1KiB, 1024",
        "256MiB, 268435456",
        "256 MiB, 268435456",
        "' 2GiB ', 2147483648",
        "1024KiB, 1048576"
    })
    void readsWholeNumbersWithUnits(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "MiB", "-1", "+1", "1.5GiB", "1MB", "1mib", "1 000", "0x10", "1MiB2", "١MiB", "1\n2", "1TiB"
            })
    void refusesAnythingElseAndQuotesIt(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a size: '" + text + "'; write a whole number with B, KiB, MiB or GiB, such as 256MiB");
    }

    @Test
    void refusesWhatDoesNotFitIntoALong() {
        for (String text : List.of("9999999999999999999", "8589934592GiB", "9223372036854775808")) {
            assertThatThrownBy(() -> ByteSize.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("size too large: '" + text + "'");
        }
    }

    @Test
    void refusesMoreDigitsThanAnySizeHas() {
        assertThatThrownBy(() -> ByteSize.parse("9".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a size: '999");
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1, 1B", "1023, 1023B", "1024, 1KiB", "1536, 1536B", "1048576, 1MiB", "3221225472, 3GiB"})
    void printsTheLargestUnitThatDivides(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @Test
    void whatIsPrintedReadsBackAsTheSame() {
        Random random = new Random(20261122);
        for (int i = 0; i < 10_000; i++) {
            int significant = 1 + random.nextInt(63);
            int zeros = random.nextInt(64 - significant);
            ByteSize size = new ByteSize((random.nextLong() >>> (64 - significant)) << zeros);

            assertThat(ByteSize.parse(size.toString())).isEqualTo(size);
        }
    }

    @Test
    void theLargestSizeReadsBackAsWell() {
        ByteSize largest = new ByteSize(Long.MAX_VALUE);

        assertThat(ByteSize.parse(largest.toString())).isEqualTo(largest);
    }

    @Test
    void sizesCompareByBytes() {
        assertThat(ByteSize.parse("1025B")).isGreaterThan(ByteSize.parse("1KiB"));
        assertThat(ByteSize.ofMebibytes(1)).isEqualByComparingTo(ByteSize.parse("1024KiB"));
    }

    @Test
    void negativeSizesAreRefused() {
        assertThatThrownBy(() -> new ByteSize(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative size: -1");
    }

    @Test
    void mebibytesDoNotOverflow() {
        assertThatThrownBy(() -> ByteSize.ofMebibytes(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }
}
