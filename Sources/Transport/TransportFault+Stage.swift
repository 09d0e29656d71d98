extension TransportFault {
    /// A step of an exchange. The raw values are short names that may label a metric.
    public enum Stage: String, Sendable, Hashable, CaseIterable {
        /// The input was looked at; nothing has been sent.
        case input
        /// Waiting for a free connection; nothing has been sent.
        case queue
        /// Looking up the host's name.
        case resolve
        /// Opening the TCP connection.
        case connect
        /// The TLS handshake, implicit or after STARTTLS.
        case tls
        /// Waiting for the SMTP server's greeting.
        case greeting
        /// EHLO, or HELO where the server knows no EHLO.
        case ehlo
        /// STARTTLS.
        case startTLS
        /// AUTH and its challenges.
        case auth
        /// NOOP, sent by a probe in place of a mail.
        case noop
        /// MAIL FROM.
        case mail
        /// RCPT TO.
        case rcpt
        /// DATA, up to the server's 354.
        case data
        /// The message's bytes.
        case body
        /// All bytes are sent; the final dot or the reply to it is under way. The message may have arrived.
        case finalDot
        /// The HTTP request was being sent, or was sent and not yet answered.
        case request
        /// The HTTP response had begun.
        case response
    }
}
