import Recoveries
import Testing

@testable import Persistence

@Suite("Migrations")
struct MigrationTests {
    private let steps = [
        Migration(
            version: 1, name: "first",
            statements: [
                "CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, name TEXT, applied_at BIGINT)",
                "CREATE TABLE a (id {id}, b {blob})",
            ]),
        Migration(version: 2, name: "second", statements: ["ALTER TABLE a ADD COLUMN c BIGINT"]),
    ]

    @Test("all are applied once, and recorded")
    func once() async throws {
        try await withSQLite { database, _ in
            let names = Migration.all.map(\.name)
            #expect(try await database.pendingMigrations() == names)
            #expect(try await database.migrate() == names)
            #expect(try await database.pendingMigrations().isEmpty)
            #expect(try await database.migrate().isEmpty)
            let recorded = try await database.read { try $0.rows("SELECT version FROM schema_migrations", []) }
            #expect(try recorded.map { try $0.integer("version") } == Migration.all.map(\.version))
        }
    }

    @Test("a newer version applies only what is new")
    func onlyNew() async throws {
        try await withSQLite { [steps] database, _ in
            let first = try await database.migrate([steps[0]], at: Make.now)
            let second = try await database.migrate(steps, at: Make.now)
            #expect([first, second] == [["first"], ["second"]])
        }
    }

    @Test("a database from the future is refused, with what to do")
    func future() async throws {
        try await withSQLite { database, _ in
            try await database.migrate()
            _ = try await database.write {
                try $0.execute("INSERT INTO schema_migrations VALUES (99, 'later', 0)", [])
            }
            for refused in [
                try await fault { try await database.migrate() },
                try await fault { _ = try await database.pendingMigrations() },
            ] {
                #expect(refused?.code == .migrationFromTheFuture)
                #expect(refused?.message.contains("99") == true)
            }
        }
    }

    @Test("a migration that fails leaves nothing behind")
    func failing() async throws {
        try await withSQLite { [steps] database, _ in
            let broken = Migration(version: 2, name: "broken", statements: ["CREATE TABLE c (id BIGINT)", "NONSENSE"])
            let fault = try await fault { _ = try await database.migrate([steps[0], broken], at: Make.now) }
            #expect(fault?.code == .statement)
            #expect(try await database.migrate(steps, at: Make.now) == ["first", "second"])
        }
    }

    @Test("of many that start at once, one migrates")
    func concurrent() async throws {
        try await withSQLite { database, path in
            let applied = try await concurrently(8) { _ in
                let another = try SQLiteDatabase(path: path)
                let names = try await another.migrate()
                await another.close()
                return names
            }
            #expect(applied.filter { !$0.isEmpty } == [Migration.all.map(\.name)])
        }
    }

    @Test("versions go up from 1 without a gap")
    func numbered() {
        #expect(Migration.all.map(\.version) == (1...Migration.all.count).map { Int64($0) })
    }
}
