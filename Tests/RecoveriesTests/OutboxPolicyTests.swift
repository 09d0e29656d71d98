import Recoveries
import Testing

@Suite("what follows a verdict")
struct OutboxPolicyTests {
    static let now = Instant(seconds: 1_700_000_000)
    static let far = now + .seconds(90 * 86_400)
    let policy = OutboxPolicy()

    func next(
        _ verdict: Verdict, attempt: Int = 1, deadline: Instant = far, random: UInt64 = 0
    ) -> OutboxPolicy.Next {
        policy.afterVerdict(verdict, attempt: attempt, now: Self.now, deadline: deadline, random: random)
    }

    /// How long after now the next try is due; `nil` when there is none.
    func wait(_ next: OutboxPolicy.Next) -> Duration? {
        if case .retry(let due, _) = next { due - Self.now } else { nil }
    }

    @Test("accepted is sent, though the deadline passed meanwhile")
    func accepted() {
        #expect(next(.accepted(receipt: "250 ok")) == .sent)
        #expect(next(.accepted(receipt: ""), deadline: Self.now - .seconds(1)) == .sent)
    }

    @Test("rejected is dead")
    func rejected() {
        #expect(next(.rejected(reply: "550 5.1.1")) == .dead)
    }

    @Test("misconfigured rests for the channel's minute and blames no customer")
    func misconfigured() {
        let due = Self.now + .seconds(60)
        #expect(next(.misconfigured(reply: "535"), attempt: 9) == .retry(at: due, countsAttempt: false))
    }

    @Test("a relay that refuses everyone blames no customer")
    func wholeDestination() {
        let verdict = Verdict.deferred(reply: "421", wholeDestination: true)
        #expect(next(verdict, attempt: 9) == .retry(at: Self.now + .seconds(60), countsAttempt: false))
    }

    @Test("what was asked for is obeyed, whatever is drawn", arguments: [UInt64.min, 12_345, .max])
    func retryAfter(random: UInt64) {
        let verdict = Verdict.deferred(reply: "450", retryAfter: .seconds(300))
        #expect(next(verdict, random: random) == .retry(at: Self.now + .seconds(300), countsAttempt: true))
    }

    @Test("what was asked for is obeyed for a whole destination too")
    func retryAfterWhole() {
        let verdict = Verdict.deferred(reply: "421", retryAfter: .seconds(300), wholeDestination: true)
        #expect(next(verdict) == .retry(at: Self.now + .seconds(300), countsAttempt: false))
    }

    @Test("being asked to come at once still leaves a second", arguments: [Duration.zero, .milliseconds(1)])
    func floor(asked: Duration) {
        #expect(wait(next(.deferred(reply: "", retryAfter: asked))) == .seconds(1))
    }

    @Test(
        "deferred and unknown count and back off",
        arguments: [Verdict.deferred(reply: "450"), .unknown(reply: "")])
    func counting(verdict: Verdict) {
        #expect(next(verdict, random: 29_999) == .retry(at: Self.now + .milliseconds(29_999), countsAttempt: true))
    }

    /// The bound before jitter: 30 s doubled for each try, six hours at most.
    static let bounds: [(Int, Int64)] = [
        (1, 30), (2, 60), (3, 120), (5, 480), (10, 15_360), (11, 21_600), (12, 21_600), (40, 21_600), (1000, 21_600),
    ]

    @Test("every backoff lies between a second and its bound, over many draws", arguments: bounds)
    func jitter(attempt: Int, seconds: Int64) throws {
        var random = SplitMix(seed: UInt64(attempt))
        for _ in 0..<1000 {
            let pause = try #require(wait(next(.unknown(reply: ""), attempt: attempt, random: random.next())))
            #expect((.seconds(1) ... .seconds(seconds)).contains(pause))
        }
    }

    @Test("draws fill the whole range evenly", arguments: bounds)
    func uniform(attempt: Int, seconds: Int64) throws {
        var random = SplitMix(seed: 7)
        var quarters = [0, 0, 0, 0]
        for _ in 0..<4000 {
            let pause = try #require(wait(next(.unknown(reply: ""), attempt: attempt, random: random.next())))
            quarters[Int(min(pause.wholeMilliseconds * 4 / (seconds * 1000), 3))] += 1
        }
        #expect(quarters.allSatisfy { (850...1150).contains($0) })
    }

    @Test("a try that never was is the first", arguments: [0, -1])
    func oddAttempt(attempt: Int) throws {
        let pause = try #require(wait(next(.unknown(reply: ""), attempt: attempt, random: .max)))
        #expect(pause <= .seconds(30))
    }

    @Test("the longest try that can be counted still has a bound")
    func hugeAttempt() throws {
        let pause = try #require(wait(next(.unknown(reply: ""), attempt: .max, random: .max)))
        #expect(pause <= .seconds(21_600))
    }

    @Test("what would be due at the deadline or later is dead")
    func deadline() {
        let verdict = Verdict.deferred(reply: "", retryAfter: .seconds(60))
        #expect(next(verdict, deadline: Self.now + .seconds(60)) == .dead)
        #expect(next(verdict, deadline: Self.now + .milliseconds(60_001)) != .dead)
        #expect(next(.misconfigured(reply: ""), deadline: Self.now + .seconds(30)) == .dead)
        #expect(next(.unknown(reply: ""), deadline: Self.now) == .dead)
    }

    @Test(
        "the channel rests only for what concerns the whole of it",
        arguments: [
            (Verdict.accepted(receipt: ""), Duration?.none), (.rejected(reply: ""), nil), (.unknown(reply: ""), nil),
            (.deferred(reply: ""), nil), (.deferred(reply: "", retryAfter: .seconds(99)), nil),
            (.misconfigured(reply: ""), .seconds(60)), (.deferred(reply: "", wholeDestination: true), .seconds(60)),
            (.deferred(reply: "", retryAfter: .seconds(300), wholeDestination: true), .seconds(300)),
            (.deferred(reply: "", retryAfter: .seconds(5), wholeDestination: true), .seconds(60)),
        ])
    func rest(verdict: Verdict, rest: Duration?) {
        #expect(policy.channelRest(after: verdict) == rest)
    }

    @Test("a verdict keeps the words it was given, and has its name")
    func verdicts() {
        let verdicts: [Verdict] = [
            .accepted(receipt: "x"), .deferred(reply: "x"), .rejected(reply: "x"), .misconfigured(reply: "x"),
            .unknown(reply: "x"),
        ]
        #expect(verdicts.map(\.name) == Verdict.Name.allCases)
        #expect(verdicts.allSatisfy { $0.reply == "x" })
    }
}
