/// Conditions that are put together at run time; values stay parameters.
struct Filter {
    private var conditions: [String] = []
    private var values: [SQLValue] = []

    mutating func require(_ comparison: String, _ value: SQLValue) {
        values.append(value)
        conditions.append("\(comparison)$\(values.count)")
    }

    mutating func require(_ column: String, oneOf choices: [SQLValue]) {
        let places = choices.indices.map { "$\(values.count + $0 + 1)" }
        values += choices
        conditions.append("\(column) IN (\(places.joined(separator: ", ")))")
    }

    /// The rows that fulfil all conditions, by descending identifier.
    func rows(of table: Table, newest limit: Int, in connection: some Connection) throws -> [Row] {
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND ")) "
        return try connection.rows(
            table.select("\(filter)ORDER BY id DESC LIMIT $\(values.count + 1)"),
            values + [.integer(Int64(limit))])
    }
}
