extension MailServer {
    /// Reads `smtp://user:password@host:port` or `smtps://…`, user and password percent-encoded.
    ///
    /// `smtps` is TLS from the first byte (port 465 if none is given). `smtp` requires STARTTLS (587), except that a
    /// loopback host or `?tls=none` means plain text (25) and `?tls=starttls` requires STARTTLS of any host.
    /// Further options: `ca=FILE` trusts that PEM file in place of the system's authorities, `helo=NAME` is said in EHLO.
    ///
    /// - Throws: `InvalidMailServer`, which says what is wrong and shows an example, and never shows the URL.
    public init(url: String) throws(InvalidMailServer) {
        let parts = try MailServerURL(url)
        let options = try MailServerURL.Options(parts.query)
        let (host, port) = try MailServerURL.hostAndPort(parts.hostAndPort)
        let security = options.security ?? Self.security(isSecureScheme: parts.isSecureScheme, host: host)
        guard !parts.isSecureScheme || options.security == nil else { throw InvalidMailServer(.option) }
        try self.init(
            host: host, port: port ?? security.defaultPort, security: security,
            credentials: try MailServerURL.credentials(parts.userInfo),
            certificateAuthority: options.certificateAuthority, heloName: options.heloName)
    }

    private static func security(isSecureScheme: Bool, host: String) -> Security {
        if isSecureScheme { return .implicitTLS }
        return HostName.isLoopback(host) ? .plain : .startTLS
    }
}

extension MailServer.Security {
    fileprivate var defaultPort: Int {
        switch self {
        case .startTLS: 587
        case .implicitTLS: 465
        case .plain: 25
        }
    }
}
