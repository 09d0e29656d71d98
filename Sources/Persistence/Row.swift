public import Recoveries

/// One row of a result, read by column name.
public struct Row: Sendable {
    private let columns: [String]
    private let values: [SQLValue]

    /// Makes a row; both arrays have the same length.
    public init(columns: [String], values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column, whatever it is.
    ///
    /// - Throws: a ``DatabaseFault`` when the row has no such column.
    public func value(_ column: String) throws -> SQLValue {
        guard let index = columns.firstIndex(of: column) else { throw DatabaseFault.unreadable(column, "is missing") }
        return values[index]
    }

    /// A text that is always there.
    public func text(_ column: String) throws -> String {
        guard let text = try optionalText(column) else { throw DatabaseFault.unreadable(column, "is NULL") }
        return text
    }

    /// A text, or `nil` for NULL.
    public func optionalText(_ column: String) throws -> String? {
        switch try value(column) {
        case .text(let text): text
        case .null: nil
        default: throw DatabaseFault.unreadable(column, "is not a text")
        }
    }

    /// A number that is always there.
    public func integer(_ column: String) throws -> Int64 {
        guard let number = try optionalInteger(column) else { throw DatabaseFault.unreadable(column, "is NULL") }
        return number
    }

    /// A number, or `nil` for NULL.
    public func optionalInteger(_ column: String) throws -> Int64? {
        switch try value(column) {
        case .integer(let number): number
        case .null: nil
        default: throw DatabaseFault.unreadable(column, "is not an integer")
        }
    }

    /// Bytes that are always there.
    public func blob(_ column: String) throws -> [UInt8] {
        guard let bytes = try optionalBlob(column) else { throw DatabaseFault.unreadable(column, "is NULL") }
        return bytes
    }

    /// Bytes, or `nil` for NULL.
    public func optionalBlob(_ column: String) throws -> [UInt8]? {
        switch try value(column) {
        case .blob(let bytes): bytes
        case .null: nil
        default: throw DatabaseFault.unreadable(column, "is not a blob")
        }
    }
}

extension Row {
    /// An instant that is always there, kept in milliseconds.
    public func instant(_ column: String) throws -> Instant {
        Instant(milliseconds: try integer(column))
    }

    /// An instant, or `nil` for NULL.
    public func optionalInstant(_ column: String) throws -> Instant? {
        try optionalInteger(column).map { Instant(milliseconds: $0) }
    }

    /// True for 1, false for 0.
    public func flag(_ column: String) throws -> Bool {
        try integer(column) != 0
    }
}
