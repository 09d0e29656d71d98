import COpenSSL

extension CryptographyError {
    /// The error for an OpenSSL call that just failed on this thread, with the reason OpenSSL queued.
    ///
    /// Empties the thread's error queue, so that the next failure does not report this one's reason.
    static func lastFailure(in operation: String) -> CryptographyError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        let reason = ERR_reason_error_string(code).map { String(cString: $0) }
        return .openSSL(operation: operation, reason: reason ?? "no reason given")
    }
}
