import Synchronization

/// A clock that only moves when it is told to, and what was waited on it.
final class HandClock: Sendable {
    private let time = Mutex(ContinuousClock.now)
    private let waits = Mutex<[Duration]>([])

    var now: ContinuousClock.Instant { time.withLock { $0 } }
    var pauses: [Duration] { waits.withLock { $0 } }

    func turn(by duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }

    func pause(_ duration: Duration) {
        waits.withLock { $0.append(duration) }
        turn(by: duration)
    }
}
