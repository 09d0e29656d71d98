extension TransportFault {
    /// What went wrong. The raw values are short names that may label a metric.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The host's name has no address, or the resolver did not answer.
        case notResolved
        /// No TCP connection: refused, or no route.
        case refused
        /// Nothing was heard in time.
        case timeout
        /// The connection ended in the middle of the exchange.
        case dropped
        /// The certificate is from no trusted authority, has expired, or is for another name.
        case untrustedCertificate
        /// The TLS handshake failed otherwise.
        case tlsFailed
        /// TLS is required and the server does not offer STARTTLS.
        case tlsRequired
        /// The server offers no AUTH, or none of the allowed mechanisms.
        case authUnsupported
        /// The server refuses the name or the password for good (5xx at AUTH).
        case loginDenied
        /// The server refused a command: see `reply` for its code, enhanced code and words.
        case rejected
        /// The answer was not what the protocol allows.
        case protocolViolation
        /// The waiting task was cancelled.
        case cancelled
        /// The transport is shut down, or was before this job's turn.
        case shutDown
        /// The caller's input was refused before anything was sent.
        case invalidInput
        /// The settings cannot work, for example a missing CA file.
        case misconfigured
        /// The response is larger than the caller allows.
        case tooLarge
        /// Anything else, for example no memory or no thread.
        case failed
    }
}
