import Recoveries
import Testing

@testable import Web

@Suite("Counting many in little memory")
struct RateTableTests {
    private let start = Instant(seconds: 1_800_000_000)

    @Test("each is counted apart")
    func apart() {
        let table = RateTable(RateLimit(2, per: .seconds(60)), capacity: 1024)
        for key in 0..<20 {
            let decisions = (0..<3).map { _ in table.decide(key, now: start) }
            #expect(decisions == [.admitted, .admitted, .refused(retryAfter: .seconds(30))])
        }
    }

    @Test("a flood of strangers does not make it forget who asked most")
    func flood() {
        let table = RateTable(RateLimit(50, per: .seconds(60)), capacity: 1024)
        for _ in 0..<50 { #expect(table.decide("loud", now: start) == .admitted) }
        for stranger in 0..<100_000 { _ = table.decide(stranger, now: start) }
        #expect(table.decide("loud", now: start) != .admitted)
    }

    @Test("threads that ask at once get no more than the limit together")
    func threads() async {
        let table = RateTable(RateLimit(1000, per: .seconds(60)), capacity: 1024)
        let admitted = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).count { _ in table.decide("one", now: start) == .admitted } }
            }
            return await group.reduce(0, +)
        }
        #expect(admitted == 1000)
    }
}
