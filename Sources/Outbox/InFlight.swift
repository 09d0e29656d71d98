import Persistence
import Recoveries
import Synchronization

/// The deliveries this process is about, with their fencing numbers.
final class InFlight: Sendable {
    private struct Entry {
        let fence: Int64
        let task: Task<Void, Never>
    }

    private let entries = Mutex<[NotificationID: Entry]>([:])

    var count: Int { entries.withLock { $0.count } }

    var claims: [(id: NotificationID, fence: Int64)] {
        entries.withLock { $0.map { (id: $0.key, fence: $0.value.fence) } }
    }

    /// Starts a delivery and forgets it when it ends; then calls `ended`.
    func start(
        _ claim: ClaimedNotification, ended: @escaping @Sendable () -> Void,
        _ deliver: @escaping @Sendable () async -> Void
    ) {
        let id = claim.notification.id
        // The task is made under the lock, so that it cannot be forgotten before it is known.
        entries.withLock { entries in
            let task = Task {
                await deliver()
                self.entries.withLock { _ = $0.removeValue(forKey: id) }
                ended()
            }
            entries[id] = Entry(fence: claim.fence, task: task)
        }
    }

    func cancelAll() {
        for entry in entries.withLock({ Array($0.values) }) { entry.task.cancel() }
    }

    /// Returns when every delivery that has been started has ended.
    func finished() async {
        for entry in entries.withLock({ Array($0.values) }) { await entry.task.value }
    }
}
