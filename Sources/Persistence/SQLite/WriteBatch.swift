import GRDB

/// Several writes in one transaction, each in a savepoint of its own.
struct WriteBatch {
    private typealias Finished = (write: QueuedWrite, resume: @Sendable () -> Void)
    private typealias Refused = (write: QueuedWrite, error: any Error)

    private let database: GRDB.Database
    private let generation: Generation
    private let onCommit: @Sendable (Int) -> Void

    init(database: GRDB.Database, generation: Generation, onCommit: @escaping @Sendable (Int) -> Void) {
        self.database = database
        self.generation = generation
        self.onCommit = onCommit
    }

    /// Runs the writes and, after the commit, resumes their callers, those that threw with their error.
    ///
    /// A write may throw because of what another of the batch wrote: it must not hear of that before it is on disk.
    ///
    /// - Returns: the writes that did not run, because SQLite gave up the transaction before their turn.
    func perform(_ writes: ArraySlice<QueuedWrite>) -> ArraySlice<QueuedWrite> {
        do {
            try faultful { try database.beginTransaction(.immediate) }
        } catch {
            writes.forEach { $0.fail(error) }
            return []
        }
        var finished: [Finished] = []
        var refused: [Refused] = []
        for index in writes.indices {
            do {
                finished.append((writes[index], try inSavepoint(writes[index])))
            } catch {
                guard database.isInsideTransaction else {
                    writes[index].fail(error)
                    undo(finished.map(\.write) + refused.map(\.write), because: error)
                    return writes[(index + 1)...]
                }
                refused.append((writes[index], error))
            }
        }
        commit(finished, refused)
        return []
    }

    private func inSavepoint(_ write: QueuedWrite) throws -> @Sendable () -> Void {
        try command("SAVEPOINT one_write")
        do {
            let resume = try write.run(SQLiteConnection(database))
            guard database.isInsideTransaction else { throw DatabaseFault.rolledBack }
            try command("RELEASE SAVEPOINT one_write")
            return resume
        } catch {
            leaveSavepoint()
            throw error
        }
    }

    /// When even this fails, nothing of the transaction can be trusted.
    private func leaveSavepoint() {
        guard database.isInsideTransaction else { return }
        do {
            try command("ROLLBACK TRANSACTION TO SAVEPOINT one_write")
            try command("RELEASE SAVEPOINT one_write")
        } catch {
            try? database.rollback()
        }
    }

    private func commit(_ finished: [Finished], _ refused: [Refused]) {
        do {
            try commit()
            if !finished.isEmpty { onCommit(finished.count) }
            finished.forEach { $0.resume() }
            refused.forEach { $0.write.fail($0.error) }
        } catch {
            undo(finished.map(\.write) + refused.map(\.write), because: error)
        }
    }

    /// Whatever comes of the commit, what was read before is old from now on, before anybody hears of it.
    private func commit() throws {
        defer { generation.advance() }
        try faultful { try database.commit() }
    }

    private func undo(_ writes: [QueuedWrite], because error: any Error) {
        try? database.rollback()
        let fault = Self.fault(sharedBy: error)
        writes.forEach { $0.fail(fault) }
    }

    /// A full disk is everyone's; what one write did wrong is not told to the others.
    private static func fault(sharedBy error: any Error) -> DatabaseFault {
        guard let fault = error as? DatabaseFault else { return .rolledBack }
        return [.diskFull, .inputOutput, .busy, .readOnly, .corrupt].contains(fault.code) ? fault : .rolledBack
    }

    private func command(_ sql: String) throws {
        try faultful { try database.cachedStatement(sql: sql).execute() }
    }
}
