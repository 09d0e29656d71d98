/// What went wrong with the database, in a sentence that says what to mend. It holds no value of any row.
public struct DatabaseFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What callers tell faults apart by; its text is short enough for a metric.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code as text.
        public let rawValue: String

        /// Makes a code of its text.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }

    /// What callers tell faults apart by.
    public let code: Code
    /// A sentence for the operator.
    public let message: String

    /// Makes a fault; the message must hold no secret and no value of a row.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The sentence and the code.
    public var description: String { "\(message) (\(code.rawValue))" }
}

extension DatabaseFault.Code {
    /// A row with the same key is there already.
    public static let uniqueViolation = Self(rawValue: "unique_violation")
    /// A CHECK, a foreign key or NOT NULL refused a row.
    public static let constraint = Self(rawValue: "constraint")
    /// Another process kept the database locked.
    public static let busy = Self(rawValue: "busy")
    /// There is no room left.
    public static let diskFull = Self(rawValue: "disk_full")
    /// The database cannot be written.
    public static let readOnly = Self(rawValue: "read_only")
    /// The file is damaged or no database.
    public static let corrupt = Self(rawValue: "corrupt")
    /// The database could not be opened.
    public static let cannotOpen = Self(rawValue: "cannot_open")
    /// The disk failed.
    public static let inputOutput = Self(rawValue: "input_output")
    /// The engine would acknowledge commits that a power failure undoes.
    public static let notDurable = Self(rawValue: "not_durable")
    /// The engine gave the transaction up.
    public static let rolledBack = Self(rawValue: "rolled_back")
    /// The database was closed before.
    public static let closed = Self(rawValue: "closed")
    /// A newer version of Latchkey has changed the tables.
    public static let migrationFromTheFuture = Self(rawValue: "migration_from_the_future")
    /// `LATCHKEY_DATABASE` names no database that this version speaks to.
    public static let badLocation = Self(rawValue: "bad_location")
    /// A column does not hold what it should.
    public static let unreadable = Self(rawValue: "unreadable")
    /// The engine refused a statement: a fault in Latchkey, or tables that were changed by hand.
    public static let statement = Self(rawValue: "statement")
}

extension DatabaseFault {
    static func unreadable(_ column: String, _ fault: String) -> DatabaseFault {
        DatabaseFault(.unreadable, "The database's column \(column) \(fault). Were the tables changed by hand?")
    }
}
