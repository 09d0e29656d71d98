import Recoveries
import Testing

@Suite("reminders")
struct ReminderPolicyTests {
    /// 2023-11-14T00:00:00Z, a midnight.
    static let midnight = Instant(seconds: 1_699_920_000)
    let policy = ReminderPolicy()

    static func hours(_ hours: Double) -> Duration { .milliseconds(Int64((hours * 3_600_000).rounded())) }

    /// Where in the day an instant falls, moved into the day, with a fixed offset; both in hours after that midnight.
    func moved(_ hour: Double, offset: Double = 0) -> Double {
        let instant = policy.withinDay(Self.midnight + Self.hours(hour)) { _ in Int64(offset * 3600) }
        return Double((instant - Self.midnight).wholeMilliseconds) / 3_600_000
    }

    @Test(
        "the day's edges, in Greenwich",
        arguments: [(8.0, 8.0), (12.5, 12.5), (20.99, 20.99), (21.0, 32.0), (23.9, 32.0), (0.0, 8.0), (7.99, 8.0)])
    func edges(hour: Double, expected: Double) {
        #expect(moved(hour) == expected)
    }

    @Test("the last millisecond of the day is in it, the one before it is not")
    func milliseconds() {
        let morning = Self.midnight + Self.hours(8)
        let evening = Self.midnight + Self.hours(21)
        #expect(policy.withinDay(evening - .milliseconds(1)) { _ in 0 } == evening - .milliseconds(1))
        #expect(policy.withinDay(morning - .milliseconds(1)) { _ in 0 } == morning)
    }

    @Test(
        "the day is the customer's",
        arguments: [
            // Tokyo: 8:00 there is 23:00 of the day before.
            (23.0, 9.0, 23.0), (22.9, 9.0, 23.0), (12.0, 9.0, 23.0), (11.9, 9.0, 11.9),
            // New York in winter: 8:00 there is 13:00, 21:00 is 2:00 of the next day.
            (13.0, -5.0, 13.0), (12.0, -5.0, 13.0), (25.9, -5.0, 25.9), (26.0, -5.0, 37.0), (1.0, -5.0, 1.0),
            // Kathmandu and the edges of the world.
            (2.25, 5.75, 2.25), (2.0, 5.75, 2.25), (0.0, 14.0, 0.0), (20.0, -12.0, 20.0), (10.0, 14.0, 18.0),
            (10.0, -12.0, 20.0),
        ])
    func offsets(hour: Double, offset: Double, expected: Double) {
        #expect(moved(hour, offset: offset) == expected)
    }

    @Test("before 1970 the day has the same edges", arguments: [(-1.0, 8.0), (-10.0, -10.0), (-17.0, -16.0)])
    func beforeTheEpoch(hour: Double, expected: Double) {
        let instant = policy.withinDay(Instant(seconds: 0) + Self.hours(hour)) { _ in 0 }
        #expect(instant == Instant(seconds: 0) + Self.hours(expected))
    }

    /// Summer time begins or ends at hour 25 after the midnight: 1:00 UTC of the next day.
    static func change(from before: Double, to after: Double) -> @Sendable (Instant) -> Int64 {
        { Int64(($0 < midnight + hours(25) ? before : after) * 3600) }
    }

    @Test("when summer begins overnight, the message leaves at 8:00 by the new clock")
    func summerBegins() {
        let late = Self.midnight + Self.hours(21)
        let leaves = policy.withinDay(late, utcOffset: Self.change(from: 1, to: 2))
        #expect(leaves == Self.midnight + Self.hours(24 + 6))
    }

    @Test("when summer ends overnight, the message leaves at 8:00 by the new clock")
    func summerEnds() {
        let late = Self.midnight + Self.hours(20)
        let leaves = policy.withinDay(late, utcOffset: Self.change(from: 2, to: 1))
        #expect(leaves == Self.midnight + Self.hours(24 + 7))
    }

    @Test("after midnight of the night of the change the same holds", arguments: [(1.0, 2.0, 6.0), (2.0, 1.0, 7.0)])
    func nightOfTheChange(before: Double, after: Double, hour: Double) {
        let night = Self.midnight + Self.hours(24.5)
        let leaves = policy.withinDay(night, utcOffset: Self.change(from: before, to: after))
        #expect(leaves == Self.midnight + Self.hours(24 + hour))
    }

    @Test("whatever the hour and the offset, the message leaves by day and never earlier", arguments: 0..<200)
    func always(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let offset = Int64(random.next() % 104) * 900 - 43_200
        let due = Self.midnight + .milliseconds(Int64(random.next() % 86_400_000))
        let leaves = policy.withinDay(due) { _ in offset }
        let minute = (leaves.seconds + offset) % 86_400 / 60
        #expect((480..<1260).contains(minute))
        #expect(leaves >= due && leaves - due < .seconds(11 * 3600 + 1))
    }

    /// Opened at 10:00 with a week to live.
    func recovery(_ reminders: [Int64] = ReminderPolicy().offsets, lives: Double = 168) throws -> Recovery {
        let opened = Self.midnight + Self.hours(10)
        return try Factory.recovery(createdAt: opened, expiresAt: opened + Self.hours(lives), reminders: reminders)
    }

    func next(_ recovery: Recovery, after hour: Double) -> Double? {
        policy.next(for: recovery, after: recovery.createdAt + Self.hours(hour)) { _ in 0 }
            .map { Double(($0 - recovery.createdAt).wholeMilliseconds) / 3_600_000 }
    }

    @Test(
        "after a day, after three days, and then no more",
        arguments: [(0.0, 24.0), (23.9, 24.0), (24.0, 72.0), (71.0, 72.0), (72.0, nil), (100.0, nil)])
    func schedule(last: Double, expected: Double?) throws {
        #expect(next(try recovery(), after: last) == expected)
    }

    @Test("a merchant may name the offsets in any order")
    func unordered() throws {
        #expect(next(try recovery([259_200, 3600, 86_400]), after: 0) == 1)
    }

    @Test("no reminders are none")
    func none() throws {
        #expect(next(try recovery([]), after: 0) == nil)
    }

    @Test("a reminder of the night waits for the morning")
    func night() throws {
        #expect(next(try recovery([50_400]), after: 0) == 22)
    }

    @Test("none is sent when the links have ended, nor at their very end", arguments: [(24.0, nil), (24.1, 24.0)])
    func expiry(lives: Double, expected: Double?) throws {
        #expect(next(try recovery([86_400], lives: lives), after: 0) == expected)
    }

    @Test("one that the night moves beyond the end is not sent")
    func movedBeyond() throws {
        #expect(next(try recovery([50_400], lives: 20), after: 0) == nil)
    }

    @Test("two that the night moves to one morning are sent once")
    func sameMorning() throws {
        let recovery = try recovery([50_400, 54_000])
        #expect(next(recovery, after: 0) == 22)
        #expect(next(recovery, after: 22) == nil)
    }
}
