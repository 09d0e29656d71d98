import Foundation
import Recoveries
import Testing

@testable import Persistence

@Suite("SQLite's file")
struct SQLiteFileTests {
    @Test("opening is refused when commits would not be synced", arguments: ["NORMAL", "OFF"])
    func notDurable(synchronous: String) async throws {
        try await withFolder { folder in
            var settings = SQLiteSettings()
            settings.synchronous = synchronous
            let fault = try await fault { _ = try SQLiteDatabase(path: folder + "/a.sqlite", settings: settings) }
            #expect(fault?.code == .notDurable)
        }
    }

    @Test(
        "the writer syncs fully, logs ahead and checks foreign keys",
        arguments: [
            ("synchronous", SQLValue.integer(2)), ("journal_mode", .text("wal")), ("foreign_keys", .integer(1)),
        ])
    func pragmas(name: String, value: SQLValue) async throws {
        try await withSQLite { database, _ in
            let found = try await database.write { try $0.rows("PRAGMA \(name)", []).first?.value(name) }
            #expect(found == value)
        }
    }

    @Test("what was acknowledged is there after opening again, even without a clean end")
    func reopen() async throws {
        try await withFolder { folder in
            let first = try SQLiteDatabase(path: folder + "/a.sqlite")
            try await first.migrate()
            let link = try await first.write { try $0.insertOpening() }
            let copy = folder + "/b.sqlite"
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: folder + "/a.sqlite" + suffix, toPath: copy + suffix)
            }
            let second = try SQLiteDatabase(path: copy)
            #expect(try await second.read { try $0.link(link.id) } == link)
            await second.close()
            await first.close()
            let third = try SQLiteDatabase(path: folder + "/a.sqlite")
            #expect(try await third.read { try $0.link(link.id) } == link)
            await third.close()
        }
    }

    @Test("a new file, and what SQLite puts beside it, are their owner's alone")
    func permissions() async throws {
        try await withSQLite { database, path in
            try await database.migrate()
            for suffix in ["", "-wal", "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            }
        }
    }

    @Test("a missing folder is told, with the command that makes it")
    func missingFolder() async throws {
        try await withFolder { folder in
            let fault = try await fault { _ = try SQLiteDatabase(path: folder + "/none/a.sqlite") }
            #expect(fault?.code == .cannotOpen)
            #expect(fault?.message.contains("mkdir -p \(folder)/none") == true)
        }
    }

    @Test("a folder in the file's place is told")
    func folderInPlace() async throws {
        try await withFolder { folder in
            let fault = try await fault { _ = try SQLiteDatabase(path: folder) }
            #expect(fault?.code == .cannotOpen)
            #expect(fault?.message.contains("Name a file") == true)
        }
    }

    @Test("a file that is no database is told")
    func noDatabase() async throws {
        try await withFolder { folder in
            let path = folder + "/a.sqlite"
            try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: path))
            let fault = try await fault { _ = try SQLiteDatabase(path: path) }
            #expect(fault?.code == .corrupt)
        }
    }
}

@Suite("LATCHKEY_DATABASE")
struct DatabaseLocationTests {
    @Test(
        "SQLite's paths are read",
        arguments: [
            ("sqlite:latchkey.sqlite", "latchkey.sqlite"), ("sqlite:/var/lib/a.sqlite", "/var/lib/a.sqlite"),
            ("sqlite:///var/lib/a.sqlite", "/var/lib/a.sqlite"), ("SQLite:./a b.db", "./a b.db"),
        ])
    func sqlite(text: String, path: String) throws {
        #expect(try DatabaseLocation(parsing: text) == .sqlite(path: path))
    }

    @Test(
        "anything else is refused with an example",
        arguments: [
            "", "latchkey.sqlite", "sqlite", "sqlite:", "sqlite:folder/", "sqlite:///", "sqlite://host/a", "mysql://a",
            "sqlite::memory:", "postgres://u:hunter2@h/d", "postgresql://h",
        ])
    func refused(text: String) async throws {
        let fault = try await fault { _ = try DatabaseLocation(parsing: text) }
        #expect(fault?.code == .badLocation)
        #expect(fault?.message.contains("latchkey.sqlite") == true)
        #expect(fault?.message.contains("hunter2") == false)
    }

    @Test("for PostgreSQL it says that this version speaks SQLite only")
    func postgres() async throws {
        let fault = try await fault { _ = try DatabaseLocation(parsing: "postgres://localhost/latchkey") }
        #expect(fault?.message.contains("speaks SQLite only") == true)
    }
}
