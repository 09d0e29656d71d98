import Foundation
import Recoveries
import Synchronization
import Testing

@testable import Persistence

@Suite("SQLite's coalescing writer")
struct SQLiteWriterTests {
    private struct Refused: Error {}

    /// Counts commits and the writes they carried.
    private final class Commits: Sendable {
        private let sizes = Mutex<[Int]>([])
        var counted: [Int] { sizes.withLock { $0 } }
        func add(_ size: Int) { sizes.withLock { $0.append(size) } }
    }

    /// Holds the writer inside a transaction until all writes of a test are queued behind it.
    private final class Gate: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)
        private let arrival = AsyncStream.makeStream(of: Void.self)

        /// Blocks the writer's thread until ``open()``.
        func wait() {
            arrival.continuation.finish()
            semaphore.wait()
        }

        /// Returns once the writer waits.
        func reached() async {
            for await _ in arrival.stream {}
        }

        func open() { semaphore.signal() }
    }

    private func insert(_ number: Int, into connection: any Connection) throws {
        let name = MerchantID("m\(number)") ?? .default
        try connection.insertMerchant(Make.merchant(name), secrets: MerchantSecrets())
    }

    /// Runs `count` writes that wait together behind a first one.
    private func queued<T: Sendable>(
        _ count: Int, behindGateOf database: SQLiteDatabase,
        _ body: @escaping @Sendable (Int, any Connection) throws -> T
    ) async throws -> [Result<T, any Error>] {
        let gate = Gate()
        return await withTaskGroup(of: Result<T, any Error>?.self) { group in
            group.addTask {
                _ = try? await database.write { _ in gate.wait() }
                return nil
            }
            await gate.reached()
            for number in 0..<count {
                group.addTask {
                    do {
                        return .success(try await database.write { try body(number, $0) })
                    } catch {
                        return .failure(error)
                    }
                }
            }
            while database.waitingWrites < count { await Task.yield() }
            gate.open()
            return await group.reduce(into: []) { results, result in
                if let result { results.append(result) }
            }
        }
    }

    @Test("writes that wait together share commits, in bounded batches")
    func coalesce() async throws {
        let commits = Commits()
        var settings = SQLiteSettings()
        settings.batchLimit = 40
        settings.onCommit = { commits.add($0) }
        try await withSQLite(settings) { database, _ in
            try await database.migrate()
            let before = commits.counted.count
            let results = try await queued(100, behindGateOf: database) { try insert($0, into: $1) }
            #expect(results.allSatisfy { (try? $0.get()) != nil })
            #expect(try await database.read { try $0.merchants().count } == 100)
            let after = commits.counted.dropFirst(before)
            #expect(after.reduce(0, +) == 101)
            #expect(after.allSatisfy { $0 <= 40 })
            #expect(after.count <= 5)
        }
    }

    @Test("a write that throws is undone and fails alone")
    func isolation() async throws {
        try await withSQLite { database, _ in
            try await database.migrate()
            let results = try await queued(100, behindGateOf: database) { number, connection in
                try insert(number, into: connection)
                if number == 50 { throw Refused() }
                return number
            }
            let succeeded = results.compactMap { try? $0.get() }
            #expect(Set(succeeded) == Set(0..<100).subtracting([50]))
            #expect(results.contains { if case .failure(let error) = $0 { error is Refused } else { false } })
            let names = try await database.read { try $0.merchants().map(\.id.description) }
            #expect(names.count == 99)
            #expect(!names.contains("m50"))
        }
    }

    @Test("a constraint's violation spares the others of its batch")
    func violation() async throws {
        try await withSQLite { database, _ in
            try await database.migrate()
            let results = try await queued(20, behindGateOf: database) { number, connection in
                try insert(number / 2, into: connection)
            }
            let faults = results.compactMap { result -> DatabaseFault? in
                if case .failure(let error) = result { error as? DatabaseFault } else { nil }
            }
            #expect(faults.map(\.code) == Array(repeating: .uniqueViolation, count: 10))
            #expect(try await database.read { try $0.merchants().count } == 10)
        }
    }

    @Test("a write reads what the same write changed, and a later read sees it")
    func readYourWrites() async throws {
        try await withSQLite { database, _ in
            try await database.migrate()
            let inside = try await database.write { connection in
                try insert(1, into: connection)
                return try connection.merchants().count
            }
            #expect(inside == 1)
            #expect(try await database.read { try $0.merchants().count } == 1)
        }
    }

    @Test("a read cannot write")
    func readOnly() async throws {
        try await withSQLite { database, _ in
            try await database.migrate()
            let fault = try await fault { try await database.read { try insert(1, into: $0) } }
            #expect(fault?.code == .readOnly)
        }
    }

    @Test("closing carries out what waits, and refuses what follows")
    func close() async throws {
        try await withFolder { folder in
            let path = folder + "/test.sqlite"
            let database = try SQLiteDatabase(path: path)
            try await database.migrate()
            let results = try await queued(30, behindGateOf: database) { try insert($0, into: $1) }
            await database.close()
            #expect(results.count == 30)
            let write = try await fault { try await database.write { _ in } }
            let read = try await fault { try await database.read { _ in } }
            #expect(write?.code == .closed)
            #expect(read?.code == .closed)
        }
    }

    @Test("a full disk fails the writes that need room, and is got over when there is room")
    func diskFull() async throws {
        try await withSQLite { database, _ in
            try await database.migrate()
            try await database.limitPages(to: 60)
            let padding = String(repeating: "x", count: 20_000)
            let fill = { @Sendable (number: Int, connection: any Connection) in
                var merchant = Make.merchant(MerchantID("m\(number)") ?? .default)
                merchant.name = padding
                try connection.insertMerchant(merchant, secrets: MerchantSecrets())
            }
            let results = try await queued(50, behindGateOf: database, fill)
            let failures = results.compactMap { result -> DatabaseFault? in
                if case .failure(let error) = result { error as? DatabaseFault } else { nil }
            }
            #expect(!failures.isEmpty)
            #expect(failures.allSatisfy { $0.code == .diskFull })
            let kept = try await database.read { try $0.merchants().count }
            #expect(kept == 50 - failures.count)
            try await database.limitPages(to: 1_000_000)
            try await database.write { try fill(77, $0) }
            #expect(try await database.read { try $0.merchants().count } == kept + 1)
        }
    }

    @Test("after SQLite gave up a transaction, a write that carries on is refused, not written by halves")
    func carriesOn() async throws {
        try await withSQLite { database, _ in
            try await database.migrate()
            let fault = try await fault {
                try await database.write { connection in
                    try insert(1, into: connection)
                    try connection.execute("ROLLBACK", [])
                    try? insert(2, into: connection)
                }
            }
            #expect(fault?.code == .rolledBack)
            #expect(try await database.read { try $0.merchants().isEmpty })
        }
    }

    @Test("another process's lock is told as busy, after the timeout")
    func busy() async throws {
        var settings = SQLiteSettings()
        settings.busyTimeout = .milliseconds(20)
        try await withSQLite(settings) { database, path in
            try await database.migrate()
            let gate = Gate()
            let other = try SQLiteDatabase(path: path, settings: settings)
            async let holder: Void = other.write { _ in gate.wait() }
            await gate.reached()
            let fault = try await fault { try await database.write { try insert(1, into: $0) } }
            gate.open()
            try await holder
            await other.close()
            #expect(fault?.code == .busy)
        }
    }
}
