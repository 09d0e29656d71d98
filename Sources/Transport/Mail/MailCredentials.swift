/// A name and password for SMTP AUTH. Printing it shows neither: with some providers the name is a token too.
public struct MailCredentials: Sendable, Hashable {
    /// A SASL mechanism that carries the password as it is, so only inside TLS.
    public enum Mechanism: String, Sendable, Hashable, CaseIterable {
        /// PLAIN (RFC 4616).
        case plain = "PLAIN"
        /// LOGIN, the older two-step form that some servers offer alone.
        case login = "LOGIN"
    }

    let user: String
    let password: String

    /// The mechanisms that may be used, of those that the server offers.
    public let mechanisms: Set<Mechanism>

    /// Makes credentials; by default any mechanism the server offers will do.
    public init(user: String, password: String, mechanisms: Set<Mechanism> = Set(Mechanism.allCases)) {
        self.user = user
        self.password = password
        self.mechanisms = mechanisms
    }

    /// libcurl's login options, for example `AUTH=PLAIN;AUTH=LOGIN`.
    var loginOptions: String {
        mechanisms.map { "AUTH=\($0.rawValue)" }.sorted(by: >).joined(separator: ";")
    }
}

extension MailCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A fixed text.
    public var description: String { "MailCredentials(redacted)" }

    /// A fixed text.
    public var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
