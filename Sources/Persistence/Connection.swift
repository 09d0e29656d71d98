/// One connection inside one transaction. It lives as long as the closure it was handed to.
///
/// SQL is written once, in what SQLite 3.40 and PostgreSQL 15 share; parameters are `$1`, `$2`, in any order and as
/// often as needed.
public protocol Connection {
    /// Runs a statement that gives rows: `SELECT …`, or `… RETURNING …`.
    func rows(_ sql: String, _ values: [SQLValue]) throws -> [Row]

    /// Runs a statement that gives no rows.
    ///
    /// - Returns: how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ values: [SQLValue]) throws -> Int
}

extension Connection {
    /// The first row, if there is one.
    func row(_ sql: String, _ values: [SQLValue]) throws -> Row? {
        try rows(sql, values).first
    }
}
