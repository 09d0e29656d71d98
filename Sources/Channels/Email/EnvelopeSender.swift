import Messages

/// Where bounces go: the reverse-path of the envelope (RFC 5321, section 4.5.5).
public enum EnvelopeSender: Sendable, Equatable {
    /// The address in the message's `From`.
    case from
    /// An address of its own for each notification, `bounce+ntf_…@domain`, so that a bounce names what it answers.
    case perNotification(domain: String)

    func address(for mail: RenderedMail) -> String {
        switch self {
        case .from: mail.from
        case .perNotification(let domain): "bounce+\(mail.messageID.dropFirst().prefix { $0 != "@" })@\(domain)"
        }
    }
}
