/// One step of the tables' history. Once released it is never changed: a later step mends it.
struct Migration: Sendable {
    /// Its place in the order, from 1.
    let version: Int64
    /// What it does, in a few words.
    let name: String
    /// Its statements, in the shared dialect.
    let statements: [String]

    /// All of them, in order.
    static let all: [Migration] = [
        Migration(version: 1, name: "the first tables", statements: firstTables),
        Migration(version: 2, name: "customers' pages", statements: customerPages),
        Migration(version: 3, name: "key checks", statements: keyChecks),
    ]
}
