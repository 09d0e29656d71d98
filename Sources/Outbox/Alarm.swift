import Synchronization

/// Rings the bell once, later. Setting it anew forgets the time before.
final class Alarm: Sendable {
    private let pending = Mutex<Task<Void, Never>?>(nil)
    private let bell: Bell

    init(bell: Bell) {
        self.bell = bell
    }

    func set(after pause: Duration) {
        let task = Task { [bell] in
            guard (try? await Task.sleep(for: pause)) != nil else { return }
            bell.ring()
        }
        pending.withLock { pending in
            pending?.cancel()
            pending = task
        }
    }

    func stop() {
        pending.withLock { $0?.cancel() }
    }
}
