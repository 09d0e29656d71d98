import GRDB

/// Runs `body`, and turns the engine's errors into faults.
func faultful<T>(_ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw DatabaseFault(error)
    }
}

extension DatabaseFault {
    static let rolledBack = DatabaseFault(
        .rolledBack, "SQLite gave up the transaction after an error, so this write was undone. Try again.")
    static let closed = DatabaseFault(.closed, "The database is closed: Latchkey is stopping.")

    /// Names SQLite's error. Its message speaks of tables and constraints, never of values, since those are bound.
    ///
    /// Source: <https://www.sqlite.org/rescode.html>.
    init(_ error: DatabaseError) {
        let told = error.message ?? "no message"
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            self.init(.uniqueViolation, "A row with the same key is there already: \(told).")
        default:
            self.init(primary: error.resultCode, told: told)
        }
    }

    private init(primary code: ResultCode, told: String) {
        switch code {
        case .SQLITE_CONSTRAINT:
            self.init(.constraint, "A row was refused: \(told).")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.busy, "Another process kept the database locked. Is a second Latchkey, or a backup, running?")
        case .SQLITE_FULL:
            self.init(
                .diskFull, "The disk that holds the database is full. Make room; Latchkey then goes on by itself.")
        case .SQLITE_READONLY:
            self.init(.readOnly, "The database cannot be written (\(told)). Check the rights of its file and folder.")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(.corrupt, "The database file is damaged or no database (\(told)). Restore a backup.")
        case .SQLITE_CANTOPEN:
            self.init(.cannotOpen, "The database could not be opened (\(told)). Check the rights of file and folder.")
        case .SQLITE_IOERR:
            self.init(.inputOutput, "The disk that holds the database failed (\(told)). Check disk and quota.")
        default:
            self.init(.statement, "SQLite refused a statement: \(told).")
        }
    }
}
