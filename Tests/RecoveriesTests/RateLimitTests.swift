import Testing

@testable import Recoveries

@Suite("How often something may happen")
struct RateLimitTests {
    private let start = Instant(seconds: 1_800_000_000)

    @Test("as many as were allowed come at once, the next one waits")
    func burst() {
        let limit = RateLimit(3, per: .seconds(60))
        var state = RateState()
        for _ in 0..<3 { #expect(limit.decide(&state, now: start) == .admitted) }
        #expect(limit.decide(&state, now: start) == .refused(retryAfter: .seconds(20)))
    }

    @Test("a place is free exactly when the refusal said so, and no millisecond before")
    func retryAfter() {
        let limit = RateLimit(burst: 1, every: .seconds(10))
        var state = RateState()
        #expect(limit.decide(&state, now: start) == .admitted)
        let refusal = limit.decide(&state, now: start + .seconds(3))
        #expect(refusal.wait == .seconds(7))
        #expect(limit.decide(&state, now: start + .milliseconds(9999)) == .refused(retryAfter: .milliseconds(1)))
        #expect(limit.decide(&state, now: start + .seconds(10)) == .admitted)
    }

    @Test("a refusal costs nothing, however often it is heard")
    func refusalsAreFree() {
        let limit = RateLimit(burst: 1, every: .seconds(10))
        var state = RateState()
        #expect(limit.decide(&state, now: start) == .admitted)
        for _ in 0..<1000 { _ = limit.decide(&state, now: start + .seconds(5)) }
        #expect(limit.decide(&state, now: start + .seconds(10)) == .admitted)
    }

    @Test("in the long run no more come than the rate allows, whenever they come")
    func longRun() {
        var random = SplitMix(seed: 7)
        let limit = RateLimit(10, per: .seconds(60))
        var (state, now, admitted) = (RateState(), start, 0)
        while now < start + .seconds(3600) {
            if limit.decide(&state, now: now) == .admitted { admitted += 1 }
            now = now + .milliseconds(Int64.random(in: 0...800, using: &random))
        }
        #expect((600...610).contains(admitted))
    }

    @Test("after a rest the bucket is full, and no fuller")
    func rest() {
        let limit = RateLimit(5, per: .seconds(5))
        var state = RateState()
        _ = limit.decide(&state, now: start)
        let later = start + .seconds(86_400)
        let decisions = (0..<8).map { _ in limit.decide(&state, now: later) }
        #expect(decisions.filter { $0 == .admitted }.count == 5)
    }

    @Test("a clock that is set back by a year keeps nobody out for longer than a full bucket takes")
    func clockSetBack() {
        let limit = RateLimit(2, per: .seconds(60))
        var state = RateState()
        _ = limit.decide(&state, now: start + .seconds(31_536_000))
        #expect(limit.decide(&state, now: start).wait == .seconds(30))
        #expect(limit.decide(&state, now: start + .seconds(30)) == .admitted)
    }

    @Test(
        "limits beyond all reason neither trap nor let everything through",
        arguments: [
            RateLimit(.max, per: .seconds(Int64.max)), RateLimit(0, per: .zero), RateLimit(-1, per: .seconds(-1)),
        ])
    func extremes(_ limit: RateLimit) {
        var state = RateState()
        #expect(limit.decide(&state, now: start) == .admitted)
        #expect(limit.burst >= 1)
    }
}
