import Persistence
import Synchronization

/// A real database that counts its queries, and can be made to fail with words that nobody outside may read.
final class CountingDatabase: Database {
    struct Unforeseen: Error {
        let words = "the-canary-in-the-error"
    }

    let base: SQLiteDatabase
    private let queries = Mutex(0)
    private let fails = Mutex(false)

    init(_ base: SQLiteDatabase) {
        self.base = base
    }

    /// How many transactions were asked for.
    var count: Int { queries.withLock { $0 } }

    func fail(_ shallFail: Bool = true) {
        fails.withLock { $0 = shallFail }
    }

    func read<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        try note()
        return try await base.read(body)
    }

    func write<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        try note()
        return try await base.write(body)
    }

    private func note() throws {
        queries.withLock { $0 += 1 }
        if fails.withLock({ $0 }) { throw Unforeseen() }
    }
}

extension CountingDatabase {
    private static let tables = [
        "merchants", "api_keys", "recoveries", "links", "releases", "notifications", "attempts", "timeline", "events",
        "idempotency_replies",
    ]

    /// Everything that is stored, as text.
    func dump() async throws -> String {
        try await base.read { connection in
            try Self.tables.map { "\($0) \(try connection.rows("SELECT * FROM \($0)", []))" }.joined(separator: "\n")
        }
    }
}
