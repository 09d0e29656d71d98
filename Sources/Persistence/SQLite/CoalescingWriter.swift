import GRDB
import Synchronization

/// Lets all writes that wait share one transaction, and so one sync of the disk.
///
/// While one commit is on its way to the disk the next writes gather; nobody waits for a timer.
final class CoalescingWriter: Sendable {
    private struct State {
        var waiting: [QueuedWrite] = []
        var isDraining = false
        var isClosed = false
    }

    private let pool: DatabasePool
    private let batchLimit: Int
    private let onCommit: @Sendable (Int) -> Void
    private let state = Mutex(State())
    /// Advances with every commit.
    let generation = Generation()

    init(pool: DatabasePool, batchLimit: Int, onCommit: @escaping @Sendable (Int) -> Void) {
        self.pool = pool
        self.batchLimit = batchLimit
        self.onCommit = onCommit
    }

    var isClosed: Bool {
        state.withLock { $0.isClosed }
    }

    var waitingWrites: Int {
        state.withLock { $0.waiting.count }
    }

    /// Queues a write; its caller is resumed on the writer's thread.
    func submit(_ write: QueuedWrite) {
        let accepted = state.withLock { state in
            guard !state.isClosed else { return false }
            state.waiting.append(write)
            // Scheduled under the lock, so that `close` cannot come before it.
            if !state.isDraining {
                state.isDraining = true
                pool.asyncWriteWithoutTransaction { self.drain($0) }
            }
            return true
        }
        if !accepted { write.fail(DatabaseFault.closed) }
    }

    /// Refuses further writes and returns when those that wait are done.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { _ in continuation.resume() }
        }
    }

    private func drain(_ database: GRDB.Database) {
        while let batch = nextBatch() {
            var rest = batch
            while !rest.isEmpty {
                rest = WriteBatch(database: database, generation: generation, onCommit: onCommit).perform(rest)
            }
        }
    }

    private func nextBatch() -> ArraySlice<QueuedWrite>? {
        state.withLock { state in
            let batch = state.waiting.prefix(batchLimit)
            state.waiting.removeFirst(batch.count)
            state.isDraining = !batch.isEmpty
            return batch.isEmpty ? nil : batch
        }
    }
}
