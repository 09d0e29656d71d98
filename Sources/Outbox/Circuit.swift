import Recoveries

/// Whether a channel may be used: after a failure of the whole destination it rests, then one message tries it out.
struct Circuit: Sendable, Equatable {
    private enum State: Sendable, Equatable {
        case closed
        case resting(until: Instant)
        case probing
    }

    private var state = State.closed

    /// How many of `wanted` messages may be taken now.
    mutating func permits(_ wanted: Int, now: Instant) -> Int {
        switch state {
        case .closed: return wanted
        case .probing: return 0
        case .resting(let until):
            guard now >= until, wanted > 0 else { return 0 }
            state = .probing
            return 1
        }
    }

    /// Learns from a verdict.
    ///
    /// - Parameter rest: how long the destination is to rest; `nil` when it answered for this message alone.
    /// - Returns: whether the circuit changed between working and resting.
    mutating func note(rest: Duration?, now: Instant) -> Bool {
        let wasClosed = state == .closed
        state = rest.map { .resting(until: now + $0) } ?? .closed
        return wasClosed != (state == .closed)
    }

    /// A message that was to try the channel out was not sent after all; the next one does.
    mutating func probeWasNotMade(now: Instant) {
        if state == .probing { state = .resting(until: now) }
    }

    /// When to look again, given when the next message is due; `nil` while a message tries the channel out: its end
    /// wakes the dispatcher.
    func wake(due: Instant) -> Instant? {
        switch state {
        case .closed: due
        case .probing: nil
        case .resting(let until): max(due, until)
        }
    }
}
