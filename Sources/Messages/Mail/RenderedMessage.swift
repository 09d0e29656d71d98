/// A message ready to leave; every channel takes its own case.
public enum RenderedMessage: Sendable, Equatable {
    /// A mail.
    case email(RenderedMail)
}

/// A mail ready to leave: its envelope's addresses and its bytes.
public struct RenderedMail: Sendable, Equatable {
    /// The bare address of the `From` field.
    public var from: String
    /// The bare address of the recipient.
    public var to: String
    /// The subject, decoded, for logs and previews of the merchant.
    public var subject: String
    /// The Message-ID with its angle brackets.
    public var messageID: String
    /// The whole message, RFC 5322: ASCII only, CRLF line ends, no line above 78 characters but for the link's.
    public var mime: [UInt8]

    /// Makes a mail of its parts.
    public init(from: String, to: String, subject: String, messageID: String, mime: [UInt8]) {
        self.from = from
        self.to = to
        self.subject = subject
        self.messageID = messageID
        self.mime = mime
    }
}

extension RenderedMail: CustomStringConvertible {
    /// Names the message only: its bytes hold a link.
    public var description: String { "RenderedMail(\(messageID))" }
}

extension RenderedMail: CustomReflectable {
    /// Nothing to look into: the bytes hold a link.
    public var customMirror: Mirror { Mirror(self, children: ["messageID": messageID]) }
}
