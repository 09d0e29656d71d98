public import Messages
public import Recoveries
public import Transport

/// Delivers mail over SMTP.
public struct EmailChannel: Channel {
    private let transport: any MailTransport
    private let sender: EnvelopeSender

    /// Takes the transport to the relay, and where bounces go.
    public init(transport: any MailTransport, sender: EnvelopeSender = .from) {
        self.transport = transport
        self.sender = sender
    }

    /// Sends the mail once; what the relay, or the way to it, said becomes the verdict.
    public func deliver(_ message: RenderedMessage) async -> Verdict {
        switch message {
        case .email(let mail): await deliver(mail)
        }
    }

    private func deliver(_ mail: RenderedMail) async -> Verdict {
        guard let recipient = try? MailAddress(mail.to) else { return SMTPVerdict.invalidRecipient }
        guard let sender = try? MailAddress(sender.address(for: mail)) else { return SMTPVerdict.invalidSender }
        do throws(TransportFault) {
            let envelope = Envelope(sender: sender, recipient: recipient, message: mail.mime)
            return SMTPVerdict.accepted(try await transport.send(envelope))
        } catch {
            return SMTPVerdict.verdict(on: error)
        }
    }
}
