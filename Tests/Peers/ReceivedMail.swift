public import Foundation

/// A mail as the server received it, and as Python's `email` reads it under `policy.SMTP`.
public struct ReceivedMail: Decodable, Sendable {
    /// The envelope's sender.
    public let sender: String
    /// The envelope's recipients.
    public let recipients: [String]
    /// The decoded subject.
    public let subject: String
    /// The header fields in their order, name and decoded value.
    public let headers: [[String]]
    /// What a strict reader finds wrong; empty for a good mail.
    public let defects: [String]
    /// The decoded `text/plain` part.
    public let text: String?
    /// The decoded `text/html` part.
    public let html: String?
    /// The bytes between DATA and the final dot, without dot-stuffing.
    public let raw: Data
    /// Whether the connection was encrypted.
    public let tls: Bool
    /// Who logged in.
    public let user: String?

    private enum CodingKeys: String, CodingKey {
        case sender = "mail_from"
        case recipients = "rcpt_to"
        case subject, headers, defects, text, html, raw, tls, user
    }
}
