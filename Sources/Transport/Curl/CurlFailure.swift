import CCurl

extension TransportFault.Kind {
    /// What libcurl's result code means where it leaves no doubt, for mail and HTTP alike.
    init(_ code: CURLcode) {
        self =
            switch code {
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .notResolved
            case CURLE_COULDNT_CONNECT: .refused
            case CURLE_OPERATION_TIMEDOUT: .timeout
            case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: .untrustedCertificate
            case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_INVALIDCERTSTATUS:
                .tlsFailed
            case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ENGINE_NOTFOUND: .misconfigured
            case CURLE_USE_SSL_FAILED: .tlsRequired
            case CURLE_LOGIN_DENIED: .authUnsupported
            case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE: .dropped
            case CURLE_ABORTED_BY_CALLBACK: .cancelled
            case CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_BAD_CONTENT_ENCODING,
                CURLE_UNSUPPORTED_PROTOCOL:
                .protocolViolation
            case CURLE_URL_MALFORMAT: .invalidInput
            default: .failed
            }
    }

    var isAboutTLS: Bool { self == .untrustedCertificate || self == .tlsFailed || self == .misconfigured }
}
