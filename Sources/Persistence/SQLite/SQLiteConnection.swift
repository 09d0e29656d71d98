import Foundation
import GRDB

/// A connection of GRDB's, as long as its closure runs.
struct SQLiteConnection: Connection {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) {
        self.database = database
    }

    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row] {
        try faultful {
            let statement = try prepare(sql)
            let columns = statement.columnNames
            let cursor = try GRDB.Row.fetchCursor(statement, arguments: try arguments(values))
            var rows: [Row] = []
            while let row = try cursor.next() {
                rows.append(Row(columns: columns, values: try decoded(row, columns)))
            }
            return rows
        }
    }

    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
        try faultful {
            try prepare(sql).execute(arguments: try arguments(values))
            return database.changesCount
        }
    }

    /// Some errors make SQLite give up the whole transaction. What follows them must not be written outside of it.
    private func prepare(_ sql: String) throws -> Statement {
        guard database.isInsideTransaction else { throw DatabaseFault.rolledBack }
        return try database.cachedStatement(sql: Dialect.sqlite.expand(sql))
    }

    /// `$1` is a named parameter in SQLite: its name is `1`.
    private func arguments(_ values: [SQLValue]) throws -> StatementArguments {
        var named: [String: (any DatabaseValueConvertible)?] = [:]
        named.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            named.updateValue(try bound(value), forKey: String(index + 1))
        }
        return StatementArguments(named)
    }

    private func bound(_ value: SQLValue) throws -> DatabaseValue {
        switch value {
        case .null:
            return .null
        case .integer(let number):
            return number.databaseValue
        case .text(let text):
            // SQLite would end the text there, and PostgreSQL refuses it.
            guard !text.utf8.contains(0) else {
                throw DatabaseFault(.constraint, "A text with a NUL character cannot be stored.")
            }
            return text.databaseValue
        case .blob(let bytes):
            return Data(bytes).databaseValue
        }
    }

    private func decoded(_ row: GRDB.Row, _ columns: [String]) throws -> [SQLValue] {
        try columns.indices.map { index in
            let value: DatabaseValue = row[index]
            switch value.storage {
            case .null: return .null
            case .int64(let number): return .integer(number)
            case .string(let text): return .text(text)
            case .blob(let data): return .blob([UInt8](data))
            case .double: throw DatabaseFault.unreadable(columns[index], "is a floating-point number")
            }
        }
    }
}
