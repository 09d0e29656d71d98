/// What is wrong with the settings of a mail server. It never carries the settings themselves: they hold a password.
public struct InvalidMailServer: Error, Sendable, Hashable, CustomStringConvertible {
    /// The setting at fault, with what to mend.
    public enum Fault: String, Sendable, Hashable {
        /// Not `smtp://` or `smtps://`.
        case scheme = "An SMTP URL begins with smtp:// or smtps://."
        /// No host, or one with characters that no host name has.
        case host = "The host is missing or is not a host name or IP address (IPv6 in brackets)."
        /// Not a number, or out of range.
        case port = "The port is not a number from 1 to 65535."
        /// Empty user, control characters.
        case credentials = "The user is empty, or user or password has a control character."
        /// A reserved character in user or password that was not encoded.
        case unencoded = "The user or password has a / ? or # in it: write %2F, %3F or %23 instead."
        /// A `%` that is not followed by two hexadecimal digits, or that decodes to no UTF-8.
        case percentEncoding = "A % is not followed by two hexadecimal digits: write a literal % as %25."
        /// Something after the port that is neither `/` nor options.
        case path = "An SMTP URL has no path."
        /// An option that is not known, or is given twice.
        case option = "The options of an SMTP URL are tls=starttls, tls=none, ca=FILE and helo=NAME, each at most once."
        /// An empty file name.
        case certificateAuthority = "The CA file's name is empty or has a NUL in it."
        /// Not a host name.
        case heloName = "The helo name is not a host name."
    }

    /// The setting at fault.
    public let fault: Fault

    init(_ fault: Fault) { self.fault = fault }

    /// The fault and an example of a good URL.
    public var description: String { "\(fault.rawValue) Example: smtp://user:password@smtp.example.com:587" }
}
