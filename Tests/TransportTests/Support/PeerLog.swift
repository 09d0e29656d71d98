import Foundation
import Synchronization

/// The reports of one stand-in, and those who wait for one.
final class PeerLog: Sendable {
    struct Ended: Error {}

    fileprivate struct Waiter: Sendable {
        let fits: @Sendable (PeerEvent) -> Bool
        let continuation: CheckedContinuation<PeerEvent?, Never>
    }

    fileprivate struct State: Sendable {
        var rest = Data()
        var events: [PeerEvent] = []
        var isEnded = false
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    var events: [PeerEvent] { state.withLock { $0.events } }

    /// Takes what was read; nothing means the end.
    func take(_ data: Data) {
        state.withLock { state in
            var lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let rest = lines.popLast() ?? Data()
            for line in lines {
                state.take(line: state.rest + line)
                state.rest = Data()
            }
            state.rest.append(rest)
            if data.isEmpty { state.end() }
        }
    }

    func first(where fits: @escaping @Sendable (PeerEvent) -> Bool) async throws -> PeerEvent {
        let event = await withCheckedContinuation { continuation in
            state.withLock { state in
                let known = state.events.first(where: fits)
                if known != nil || state.isEnded { return continuation.resume(returning: known) }
                state.waiters.append(Waiter(fits: fits, continuation: continuation))
            }
        }
        guard let event else { throw Ended() }
        return event
    }

    /// All events, once the stand-in has ended.
    func all() async -> [PeerEvent] {
        _ = try? await first { _ in false }
        return events
    }
}

extension PeerLog.State {
    fileprivate mutating func take(line: Data) {
        guard let event = try? JSONDecoder().decode(PeerEvent.self, from: line) else { return }
        events.append(event)
        waiters.filter { $0.fits(event) }.forEach { $0.continuation.resume(returning: event) }
        waiters.removeAll { $0.fits(event) }
    }

    fileprivate mutating func end() {
        isEnded = true
        waiters.forEach { $0.continuation.resume(returning: nil) }
        waiters = []
    }
}
