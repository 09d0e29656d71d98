/// A mail with its SMTP envelope: one sender, one recipient, one message.
public struct Envelope: Sendable {
    /// The reverse-path (RFC 5321, section 3.3), where bounces go.
    public let sender: MailAddress

    /// The forward-path. One recipient a transaction, so that a reply speaks of one customer.
    public let recipient: MailAddress

    /// The whole message, header and body, lines ending in CRLF. Dots need no stuffing.
    public let message: [UInt8]

    /// Puts a message into its envelope.
    public init(sender: MailAddress, recipient: MailAddress, message: [UInt8]) {
        self.sender = sender
        self.recipient = recipient
        self.message = message
    }

    /// Whether every line ends in CRLF and no NUL occurs.
    ///
    /// RFC 5321, section 2.3.8 forbids a bare CR or LF; servers disagree about where such a line ends, which lets a
    /// message smuggle in a second one.
    var isTransmissible: Bool {
        var afterReturn = false
        for byte in message {
            if byte == 0 || afterReturn != (byte == UInt8(ascii: "\n")) { return false }
            afterReturn = byte == UInt8(ascii: "\r")
        }
        return !afterReturn && !message.isEmpty
    }
}
