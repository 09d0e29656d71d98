import Recoveries

/// What a column can hold. There are no floating-point numbers, dates or booleans: both engines agree on these four.
public enum SQLValue: Sendable, Hashable {
    /// Nothing.
    case null
    /// A number, an instant in milliseconds, or 0 and 1 for false and true.
    case integer(Int64)
    /// A text without NUL, which PostgreSQL cannot hold.
    case text(String)
    /// Bytes.
    case blob([UInt8])
}

extension SQLValue {
    static func text(_ text: String?) -> SQLValue {
        text.map { .text($0) } ?? .null
    }

    static func blob(_ bytes: [UInt8]?) -> SQLValue {
        bytes.map { .blob($0) } ?? .null
    }

    static func instant(_ instant: Instant?) -> SQLValue {
        instant.map { .integer($0.milliseconds) } ?? .null
    }

    static func flag(_ flag: Bool) -> SQLValue {
        .integer(flag ? 1 : 0)
    }

    static func id<Kind>(_ identifier: Identifier<Kind>) -> SQLValue {
        .text(identifier.description)
    }

    static func id(_ merchant: MerchantID) -> SQLValue {
        .text(merchant.description)
    }

    static func name<Name: RawRepresentable<String>>(_ name: Name?) -> SQLValue {
        text(name?.rawValue)
    }
}
