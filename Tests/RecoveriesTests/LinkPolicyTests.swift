import Recoveries
import Testing

@Suite("releases of a client secret")
struct LinkPolicyTests {
    static let now = Instant(seconds: 1_700_000_000)
    let policy = LinkPolicy(releaseLimit: 3, releaseWindow: .seconds(3600))

    /// Releases so many milliseconds ago.
    func decide(_ ages: [Int64]) -> ReleaseDecision {
        policy.release(after: ages.map { Self.now - .milliseconds($0) }, now: Self.now)
    }

    @Test("the design's numbers are the defaults")
    func defaults() {
        let policy = LinkPolicy()
        #expect(policy.lifetime == .seconds(604_800))
        #expect(policy.permittedLifetimes == .seconds(300)...(.seconds(7_776_000)))
        #expect(policy.sessionLifetime == .seconds(1800))
        #expect(policy.releaseLimit == 20)
        #expect(policy.releaseWindow == .seconds(3600))
    }

    @Test("the first releases fit", arguments: [[], [0], [1, 2]])
    func fits(ages: [Int64]) {
        #expect(decide(ages) == .release)
    }

    @Test("the limit is reached when it is full, and a place is free when the oldest leaves the window")
    func full() {
        #expect(decide([1000, 2000, 3_000_000]) == .tooMany(retryAfter: .seconds(600)))
    }

    @Test("a release just as old as the window counts no more")
    func edge() {
        #expect(decide([1, 2, 3_600_000]) == .release)
        #expect(decide([1, 2, 3_599_999]) == .tooMany(retryAfter: .milliseconds(1)))
    }

    @Test("releases of the past do not count, however many")
    func past() {
        #expect(decide(Array(repeating: 3_600_001, count: 100)) == .release)
    }

    @Test("the order in which they are told does not matter")
    func unordered() {
        #expect(decide([3_000_000, 1000, 2000]) == .tooMany(retryAfter: .seconds(600)))
        #expect(decide([1000, 3_000_000, 2000]) == .tooMany(retryAfter: .seconds(600)))
    }

    @Test("beyond the limit the wait is until enough have left, not just one")
    func beyond() {
        #expect(decide([0, 600_000, 1_200_000, 1_800_000, 2_400_000]) == .tooMany(retryAfter: .seconds(2400)))
    }

    @Test("after the wait it told, a release fits", arguments: 0..<50)
    func promise(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let releases = (0..<8).map { _ in Self.now - .milliseconds(Int64(random.next() % 4_000_000)) }
        guard case .tooMany(let wait) = policy.release(after: releases, now: Self.now) else { return }
        #expect(policy.release(after: releases, now: Self.now + wait) == .release)
        #expect(policy.release(after: releases, now: Self.now + wait - .milliseconds(1)) != .release)
    }

    @Test("a limit of nothing releases nothing", arguments: [0, -1])
    func nothing(limit: Int) {
        let policy = LinkPolicy(releaseLimit: limit, releaseWindow: .seconds(60))
        #expect(policy.release(after: [], now: Self.now) == .tooMany(retryAfter: .seconds(60)))
    }

    @Test("the wait is never negative or beyond the window", arguments: 0..<50)
    func bounds(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let releases = (0..<9).map { _ in Self.now - .milliseconds(Int64(random.next() % 3_600_000)) }
        guard case .tooMany(let wait) = policy.release(after: releases, now: Self.now) else {
            Issue.record("nine releases fit in a window of three")
            return
        }
        #expect((.zero ... .seconds(3600)).contains(wait))
    }
}
