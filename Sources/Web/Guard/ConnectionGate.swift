import Logging
import NIOCore
import Synchronization

/// Counts connections by the address they come from, and those that were cut.
final class ConnectionGate: Sendable {
    private struct Cuts {
        var untold = 0
        var toldAt: NIODeadline?
    }

    private let most: Int
    private let proxies: [AddressBlock]
    private let logger: Logger
    private let counts = Mutex<[IPAddress: Int]>([:])
    private let cuts = Mutex(Cuts())

    /// How often the log tells of slow clients at most.
    private static let pause = TimeAmount.seconds(60)

    /// - Parameter proxies: whose connections are other people's.
    init(_ settings: GuardSettings, logger: Logger) {
        most = settings.connectionsPerAddress
        proxies = settings.trustedProxies
        self.logger = logger
    }

    /// Whether one more connection from there may come in; it counts until ``leave(_:)``.
    ///
    /// Proxies and this machine are let in as often as they want: behind them stand all customers. What they let through is
    /// bounded by the connections in all, and by the deadlines.
    func admit(_ peer: IPAddress?) -> Bool {
        guard let peer, isLimited(peer) else { return true }
        return counts.withLock { counts in
            let present = counts[peer.counted, default: 0]
            guard present < most else { return false }
            counts[peer.counted] = present + 1
            return true
        }
    }

    /// A connection that was let in is closed.
    func leave(_ peer: IPAddress) {
        guard isLimited(peer) else { return }
        counts.withLock { counts in
            guard let present = counts[peer.counted], present > 1 else {
                counts[peer.counted] = nil
                return
            }
            counts[peer.counted] = present - 1
        }
    }

    /// A client was too slow. The log says how many were, once a minute at most.
    func noteCut(now: NIODeadline = .now()) {
        let count: Int? = cuts.withLock { cuts in
            cuts.untold += 1
            if let toldAt = cuts.toldAt, now - toldAt < Self.pause { return nil }
            defer { cuts = Cuts(toldAt: now) }
            return cuts.untold
        }
        guard let count else { return }
        logger.info("Connections were closed because their clients were too slow.", metadata: ["count": "\(count)"])
    }

    private func isLimited(_ peer: IPAddress) -> Bool {
        most > 0 && !peer.isLoopback && !proxies.contains { $0.contains(peer) }
    }
}
