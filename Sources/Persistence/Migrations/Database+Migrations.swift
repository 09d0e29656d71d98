import Foundation
import Recoveries

extension Database {
    /// Brings the tables up to date, in one transaction and under a lock; does nothing when they are.
    ///
    /// - Returns: the names of the migrations applied now.
    /// - Throws: a ``DatabaseFault`` when a newer version of Latchkey wrote the database.
    @discardableResult
    public func migrate() async throws -> [String] {
        try await migrate(Migration.all, at: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))
    }

    /// The names of the migrations that ``migrate()`` would apply.
    ///
    /// - Throws: a ``DatabaseFault`` when a newer version of Latchkey wrote the database.
    public func pendingMigrations() async throws -> [String] {
        try await read { try $0.pending(of: Migration.all).map(\.name) }
    }

    func migrate(_ migrations: [Migration], at now: Instant) async throws -> [String] {
        guard try await !read({ try $0.pending(of: migrations).isEmpty }) else { return [] }
        return try await write { connection in
            _ = try connection.rows("SELECT {migration_lock} AS locked", [])
            let pending = try connection.pending(of: migrations)
            for migration in pending { try connection.apply(migration, at: now) }
            return pending.map(\.name)
        }
    }
}

extension Connection {
    /// What is not yet applied. Looked at once more under the lock: another process may have been first.
    fileprivate func pending(of migrations: [Migration]) throws -> [Migration] {
        guard try row("SELECT name FROM {tables} AS found WHERE name = 'schema_migrations'", []) != nil else {
            return migrations
        }
        let applied = try Set(rows("SELECT version FROM schema_migrations", []).map { try $0.integer("version") })
        let known = migrations.map(\.version).max() ?? 0
        if let newest = applied.max(), newest > known {
            throw DatabaseFault(
                .migrationFromTheFuture,
                "The database was written by a newer Latchkey (its tables are at step \(newest), this version knows "
                    + "\(known)). Start the newer version, or restore a backup made before it.")
        }
        return migrations.filter { !applied.contains($0.version) }
    }

    fileprivate func apply(_ migration: Migration, at now: Instant) throws {
        for statement in migration.statements { try execute(statement, []) }
        try execute(
            "INSERT INTO schema_migrations (version, name, applied_at) VALUES ($1, $2, $3)",
            [.integer(migration.version), .text(migration.name), .instant(now)])
    }
}
