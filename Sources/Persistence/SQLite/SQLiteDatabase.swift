import Dispatch
import GRDB

/// The default engine: one SQLite file in WAL mode, with many readers and one coalescing writer.
///
/// Every acknowledged write has been synced to disk: `synchronous=FULL` is set and read back when opening.
public struct SQLiteDatabase: Database {
    private let pool: DatabasePool
    private let writer: CoalescingWriter

    /// Opens the file, or makes it, readable by its owner alone. The tables are made by ``Database/migrate()``.
    ///
    /// - Throws: a ``DatabaseFault`` when the file cannot be opened, or commits would not survive a power failure.
    public init(path: String) throws {
        try self.init(path: path, settings: SQLiteSettings())
    }

    init(path: String, settings: SQLiteSettings) throws {
        try SQLiteFile(path: path).prepare()
        pool = try faultful {
            let pool = try DatabasePool(path: path, configuration: Self.configuration(settings))
            try pool.writeWithoutTransaction { try Self.makeDurable($0, settings) }
            return pool
        }
        writer = CoalescingWriter(pool: pool, batchLimit: settings.batchLimit, onCommit: settings.onCommit)
    }

    /// How many writes wait for their turn.
    var waitingWrites: Int { writer.waitingWrites }

    /// Grows with every commit of this process; what others write to the file is not seen by it.
    public var generation: UInt64 { writer.generation.current }

    /// Runs `body` on one of the readers, on one snapshot.
    public func read<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        guard !writer.isClosed else { throw DatabaseFault.closed }
        do {
            return try await pool.read { try body(SQLiteConnection($0)) }
        } catch let error as DatabaseError {
            throw DatabaseFault(error)
        }
    }

    /// Runs `body` in a savepoint of the next shared transaction, and returns after its commit.
    public func write<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { writer.submit(QueuedWrite(body, $0)) }
    }

    /// Carries out the writes that wait, then closes the file. Later reads and writes are refused.
    public func close() async {
        await writer.close()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [pool] in
                // Everything acknowledged is on disk by now, if only in the WAL: a failure here loses nothing. The
                // checkpoint leaves one file, so that a copy of it alone is a backup.
                _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                try? pool.close()
                continuation.resume()
            }
        }
    }

    private static func configuration(_ settings: SQLiteSettings) -> Configuration {
        var configuration = Configuration()
        configuration.label = "latchkey"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(settings.busyTimeout / .milliseconds(1)) / 1000)
        configuration.maximumReaderCount = settings.readers
        return configuration
    }

    /// GRDB's pool sets `synchronous=NORMAL` when it opens, which loses commits when the power fails.
    ///
    /// Source: <https://www.sqlite.org/pragma.html#pragma_synchronous>; 2 is FULL.
    private static func makeDurable(_ database: GRDB.Database, _ settings: SQLiteSettings) throws {
        try database.execute(sql: "PRAGMA synchronous = \(settings.synchronous)")
        // In KiB; the 2 MB of the default make a large batch read the same index pages again and again.
        try database.execute(sql: "PRAGMA cache_size = -32768")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        let foreignKeys = try Int.fetchOne(database, sql: "PRAGMA foreign_keys")
        guard synchronous == 2, journal == "wal", foreignKeys == 1 else {
            throw DatabaseFault(
                .notDurable,
                "SQLite did not take synchronous=FULL, journal_mode=WAL and foreign_keys=ON, so acknowledged work could "
                    + "be lost. Put the database on a local disk, and use SQLite 3.40 or later.")
        }
    }
}
