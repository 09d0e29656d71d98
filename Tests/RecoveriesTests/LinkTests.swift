import Recoveries
import Testing

@Suite("where a link leads")
struct LinkTests {
    static let made = Instant(seconds: 1_700_000_000)
    static let end = made + .seconds(100)

    static func link(revoked: Bool) -> Link {
        let id = LinkID(at: made, random: (1, 1))
        let recovery = RecoveryID(at: made, random: (2, 2))
        return Link(
            merchant: .default, id: id, recovery: recovery, createdAt: made, expiresAt: end,
            revokedAt: revoked ? made + .seconds(1) : nil)
    }

    /// A settled recovery's answer; the link's own dates do not count.
    static let settled: [(RecoveryState, LinkStanding)] = [
        (.succeeded, .alreadyDone), (.canceled, .ended), (.failed, .ended), (.revoked, .ended), (.expired, .expired),
    ]

    @Test("settlement outweighs the link's dates", arguments: settled, [Int64(0), 200])
    func afterSettlement(row: (RecoveryState, LinkStanding), seconds: Int64) {
        for revoked in [false, true] {
            let now = Self.made + .seconds(seconds)
            #expect(Self.link(revoked: revoked).standing(recovery: row.0, now: now) == row.1)
        }
    }

    /// Revoked or not, milliseconds after the link was made, and where it leads.
    static let unsettled: [(Bool, Int64, LinkStanding)] = [
        (false, 0, .usable), (false, 99_999, .usable), (false, 100_000, .expired), (false, 200_000, .expired),
        (true, 0, .ended), (true, 200_000, .expired),
    ]

    @Test("while the recovery is open the link's dates decide", arguments: unsettled)
    func beforeSettlement(row: (Bool, Int64, LinkStanding)) {
        let now = Self.made + .milliseconds(row.1)
        #expect(Self.link(revoked: row.0).standing(recovery: .open, now: now) == row.2)
    }

    @Test("a payment that is being made outlasts its link", arguments: [Int64(0), 100_000, 200_000])
    func processing(milliseconds: Int64) {
        let now = Self.made + .milliseconds(milliseconds)
        #expect(Self.link(revoked: false).standing(recovery: .processing, now: now) == .usable)
        #expect(Self.link(revoked: true).standing(recovery: .processing, now: now) == .ended)
    }

    @Test("the two tables speak of every state")
    func complete() {
        #expect(Set(Self.settled.map(\.0) + [.open, .processing]) == Set(RecoveryState.allCases))
    }
}
