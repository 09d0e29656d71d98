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
    private let intervention = Mutex<(@Sendable () async throws -> Void)?>(nil)

    init(_ base: SQLiteDatabase) {
        self.base = base
    }

    /// How many transactions were asked for.
    var count: Int { queries.withLock { $0 } }

    func fail(_ shallFail: Bool = true) {
        fails.withLock { $0 = shallFail }
    }

    /// Does something once, between the next read and the moment at which its caller hears what was read.
    func interveneAfterRead(_ intervention: @escaping @Sendable () async throws -> Void) {
        self.intervention.withLock { $0 = intervention }
    }

    var generation: UInt64 { base.generation }

    func read<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        try note()
        let result = try await base.read(body)
        let intervention = intervention.withLock { intervention in
            defer { intervention = nil }
            return intervention
        }
        try await intervention?()
        return result
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
