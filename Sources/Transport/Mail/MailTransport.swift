/// Sends a mail and tells what the server said.
public protocol MailTransport: Sendable {
    /// Sends one mail to one recipient and returns the server's reply to the final dot (2xx).
    ///
    /// - Throws: A `TransportFault` that names the command that failed and the reply to it.
    func send(_ mail: Envelope) async throws(TransportFault) -> SMTPReply
}
