/// The few words in which the engines differ. SQL writes them as `{word}`; the engine puts its own in their place.
struct Dialect: Sendable {
    /// The type of bytes.
    let blob: String
    /// The type of identifiers, ordered by byte whatever the database's collation.
    let id: String
    /// Makes concurrent claims pass over each other's rows.
    let skipLocked: String
    /// An expression that waits for the lock under which migrations run.
    let migrationLock: String
    /// A relation whose column `name` lists the tables.
    let tables: String

    /// SQLite: one writer at a time, so nothing need be locked.
    static let sqlite = Dialect(
        blob: "BLOB", id: "TEXT", skipLocked: "", migrationLock: "1",
        tables: "(SELECT name FROM sqlite_master WHERE type = 'table')")

    /// The statement in the engine's own words.
    func expand(_ sql: String) -> String {
        guard sql.utf8.contains(UInt8(ascii: "{")) else { return sql }
        var expanded = ""
        for (index, part) in sql.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard index > 0, let end = part.firstIndex(of: "}") else {
                expanded += (index > 0 ? "{" : "") + part
                continue
            }
            expanded += word(part[..<end]) + part[part.index(after: end)...]
        }
        return expanded
    }

    private func word(_ name: Substring) -> String {
        switch name {
        case "blob": blob
        case "id": id
        case "skip_locked": skipLocked
        case "migration_lock": migrationLock
        case "tables": tables
        default: "{\(name)}"
        }
    }
}
