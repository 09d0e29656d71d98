import Foundation
import Recoveries
import Testing

@testable import Persistence

/// The engines that the conformance suite runs on. PostgreSQL joins here.
enum Engine: CaseIterable, CustomTestStringConvertible {
    case sqlite

    var testDescription: String {
        switch self {
        case .sqlite: "SQLite"
        }
    }

    /// Runs `body` on an empty database with its tables, and removes it afterwards.
    func withDatabase<T>(_ body: (any Database) async throws -> T) async throws -> T {
        switch self {
        case .sqlite:
            try await withSQLite { database, _ in
                try await database.migrate()
                return try await body(database)
            }
        }
    }
}

/// Runs `body` on a new SQLite file of its own, without tables.
func withSQLite<T>(
    _ settings: SQLiteSettings = SQLiteSettings(), _ body: (SQLiteDatabase, String) async throws -> T
) async throws -> T {
    try await withFolder { folder in
        let path = folder + "/test.sqlite"
        let database = try SQLiteDatabase(path: path, settings: settings)
        let result: Result<T, any Error>
        do { result = .success(try await body(database, path)) } catch { result = .failure(error) }
        await database.close()
        return try result.get()
    }
}

/// Runs `body` on a folder of its own.
func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("latchkey-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}
