import Synchronization

/// Something that happens again and again, and can be waited for: tests wait for this, never for a time.
final class Signal: Sendable {
    private struct State {
        var count = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func fire() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.count += 1
            return state.waiting
        }
        waiting.forEach { $0.resume() }
    }

    /// Returns once `condition` holds; it is looked at anew whenever something has happened.
    func until(_ condition: () async throws -> Bool) async throws {
        while true {
            let seen = state.withLock { $0.count }
            if try await condition() { return }
            try Task.checkCancellation()
            await past(seen)
        }
    }

    private func past(_ seen: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isPast = state.withLock { state in
                    if state.count == seen { state.waiting.append(continuation) }
                    return state.count > seen
                }
                if isPast { continuation.resume() }
            }
        } onCancel: {
            fire()
        }
    }
}
