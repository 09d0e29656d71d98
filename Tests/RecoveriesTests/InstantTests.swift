import Recoveries
import Testing

@Suite("instants")
struct InstantTests {
    @Test(
        "seconds are rounded down, before 1970 too",
        arguments: [(0, 0), (999, 0), (1000, 1), (-1, -1), (-999, -1), (-1000, -1), (-1001, -2)])
    func seconds(milliseconds: Int64, seconds: Int64) {
        #expect(Instant(milliseconds: milliseconds).seconds == seconds)
    }

    @Test("seconds become milliseconds")
    func fromSeconds() {
        #expect(Instant(seconds: 1_700_000_000).milliseconds == 1_700_000_000_000)
    }

    @Test("a duration later and earlier", arguments: [Duration.milliseconds(1), .seconds(-5), .zero, .seconds(86_400)])
    func arithmetic(duration: Duration) {
        let now = Instant(seconds: 1_700_000_000)
        #expect((now + duration) - now == duration)
        #expect(now + duration - duration == now)
    }

    @Test("what is smaller than a millisecond is dropped")
    func microseconds() {
        #expect(Instant(milliseconds: 5) + .microseconds(999) == Instant(milliseconds: 5))
    }

    @Test("the earlier instant is less")
    func order() {
        #expect(Instant(milliseconds: -1) < Instant(milliseconds: 0))
        #expect(!(Instant(milliseconds: 0) < Instant(milliseconds: 0)))
    }

    @Test(
        "Retry-After counts a started second whole",
        arguments: [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2), (59_001, 60)])
    func roundedUp(milliseconds: Int64, seconds: Int64) {
        #expect(Duration.milliseconds(milliseconds).secondsRoundedUp == seconds)
    }

    @Test("what is smaller than a millisecond of a duration is dropped")
    func wholeMilliseconds() {
        #expect(Duration.seconds(2).wholeMilliseconds == 2000)
        #expect(Duration.microseconds(1500).wholeMilliseconds == 1)
    }
}
