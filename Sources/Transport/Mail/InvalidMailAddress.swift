/// Why a text is not an address that mail can be sent to. It does not carry the text.
public struct InvalidMailAddress: Error, Sendable, Hashable, CustomStringConvertible {
    /// The rule that the text breaks.
    public enum Reason: String, Sendable, Hashable {
        /// Over 254 characters, or over 64 before the `@`.
        case tooLong = "An address has at most 254 characters, and at most 64 before the @."
        /// A space, a control character, or a character outside ASCII.
        case forbiddenCharacter = "An address has no spaces, control characters or characters outside ASCII."
        /// No `@`, or more than one.
        case notOneAt = "An address has exactly one @."
        /// Something before the `@` that only quotes would allow.
        case localPart = "The part before the @ is empty, has a misplaced dot, or a character that is not allowed."
        /// A domain with an empty, overlong or malformed label.
        case domain = "The domain after the @ is not a valid host name."
    }

    /// The rule that the text breaks.
    public let reason: Reason

    /// Names the rule that a text breaks.
    public init(reason: Reason) { self.reason = reason }

    /// The rule, as a sentence.
    public var description: String { reason.rawValue }
}
