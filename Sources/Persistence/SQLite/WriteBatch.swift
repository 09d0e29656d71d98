import GRDB

/// Several writes in one transaction, each in a savepoint of its own.
struct WriteBatch {
    private typealias Finished = (write: QueuedWrite, resume: @Sendable () -> Void)

    private let database: GRDB.Database
    private let onCommit: @Sendable (Int) -> Void

    init(database: GRDB.Database, onCommit: @escaping @Sendable (Int) -> Void) {
        self.database = database
        self.onCommit = onCommit
    }

    /// Runs the writes and resumes their callers: those that threw with their error, the others after the commit.
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
        for index in writes.indices {
            do {
                finished.append((writes[index], try inSavepoint(writes[index])))
            } catch {
                writes[index].fail(error)
                guard database.isInsideTransaction else {
                    undo(finished, because: error)
                    return writes[(index + 1)...]
                }
            }
        }
        commit(finished)
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

    private func commit(_ finished: [Finished]) {
        do {
            try faultful { try database.commit() }
            if !finished.isEmpty { onCommit(finished.count) }
            finished.forEach { $0.resume() }
        } catch {
            undo(finished, because: error)
        }
    }

    private func undo(_ finished: [Finished], because error: any Error) {
        try? database.rollback()
        let fault = Self.fault(sharedBy: error)
        finished.forEach { $0.write.fail(fault) }
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
