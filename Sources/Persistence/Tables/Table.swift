/// A table's name and the columns that a domain value is made of, with the statements that follow from them.
struct Table: Sendable {
    let name: String
    let columns: [String]
    /// Inserts a row; the values come in the columns' order.
    let insert: String
    /// The columns, as `SELECT` and `RETURNING` take them.
    let list: String

    init(_ name: String, _ columns: [String]) {
        self.name = name
        self.columns = columns
        list = columns.joined(separator: ", ")
        let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        insert = "INSERT INTO \(name) (\(list)) VALUES (\(places))"
    }

    /// `SELECT` with what follows `FROM` the table.
    func select(_ rest: String) -> String {
        "SELECT \(list) FROM \(name) \(rest)"
    }

    /// The columns of one side of a join, named apart by a prefix.
    func aliased(_ alias: String) -> String {
        columns.map { "\(alias).\($0) AS \(alias)_\($0)" }.joined(separator: ", ")
    }
}
