public import Recoveries

/// What the first button opens: half an hour with one recovery, in one browser.
public struct Session: Sendable, Equatable {
    /// The recovery it is for.
    public let recovery: RecoveryID
    /// The link that opened it.
    public let link: LinkID
    /// When it ends.
    public let expiresAt: Instant
    /// What makes it different from every other.
    ///
    /// A browser that comes again keeps it: it is how a single device is known.
    let nonce: UInt64

    init(recovery: RecoveryID, link: LinkID, expiresAt: Instant, nonce: UInt64) {
        self.recovery = recovery
        self.link = link
        self.expiresAt = expiresAt
        self.nonce = nonce
    }

    /// Recovery 16 ‖ link 16 ‖ end in milliseconds 8 ‖ nonce 8.
    init?(payload: [UInt8]) {
        guard payload.count == 48, let recovery = RecoveryID(bytes: payload[0..<16]),
            let link = LinkID(bytes: payload[16..<32])
        else { return nil }
        let end = payload[32..<40].reduce(0) { $0 << 8 | UInt64($1) }
        let nonce = payload[40..<48].reduce(0) { $0 << 8 | UInt64($1) }
        self.init(
            recovery: recovery, link: link, expiresAt: Instant(milliseconds: Int64(bitPattern: end)), nonce: nonce)
    }

    var payload: [UInt8] {
        recovery.bytes + link.bytes + Self.bytes(UInt64(bitPattern: expiresAt.milliseconds)) + Self.bytes(nonce)
    }

    private static func bytes(_ word: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }
}
