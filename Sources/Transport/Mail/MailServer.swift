/// Where mail is handed in, and on what terms.
public struct MailServer: Sendable, Hashable {
    /// How the connection is protected.
    public enum Security: Sendable, Hashable {
        /// Begins in plain text and must be upgraded by STARTTLS (RFC 3207) before anything else; port 587.
        case startTLS
        /// TLS from the first byte (RFC 8314, section 3.3); port 465.
        case implicitTLS
        /// No TLS. For this machine, or a network that is trusted.
        case plain
    }

    /// A host name or an IP address (IPv6 without brackets).
    public let host: String

    /// The TCP port.
    public let port: Int

    /// How the connection is protected.
    public let security: Security

    /// Name and password, if the server wants them. If set, no mail goes out without a successful AUTH.
    public let credentials: MailCredentials?

    /// A PEM file with the authorities to trust, in place of the system's.
    public let certificateAuthority: String?

    /// The name said in EHLO; the machine's own if nil.
    public let heloName: String?

    /// How long to wait for what.
    public var timeouts = Timeouts()

    /// Checks the settings and keeps them.
    ///
    /// - Throws: `InvalidMailServer`, naming the setting that cannot be used.
    public init(
        host: String, port: Int, security: Security, credentials: MailCredentials? = nil,
        certificateAuthority: String? = nil, heloName: String? = nil
    ) throws(InvalidMailServer) {
        guard HostName.isDomain(host.utf8) || HostName.isIPv6(host.utf8) else { throw InvalidMailServer(.host) }
        guard (1...65_535).contains(port) else { throw InvalidMailServer(.port) }
        guard heloName.map({ HostName.isDomain($0.utf8) }) ?? true else { throw InvalidMailServer(.heloName) }
        guard credentials.map(\.isUsable) ?? true else { throw InvalidMailServer(.credentials) }
        guard certificateAuthority.map({ !$0.isEmpty && !$0.utf8.contains(0) }) ?? true else {
            throw InvalidMailServer(.certificateAuthority)
        }
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.certificateAuthority = certificateAuthority
        self.heloName = heloName
    }

    /// libcurl's URL: the path is the EHLO name. Every part of it has been checked.
    var curlURL: String {
        let scheme = security == .implicitTLS ? "smtps" : "smtp"
        let bracketed = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return "\(scheme)://\(bracketed):\(port)/\(heloName ?? "")"
    }
}

extension MailCredentials {
    /// SASL PLAIN separates its fields by NUL; a control character in either is a slip of configuration.
    fileprivate var isUsable: Bool {
        let bytes = Array(user.utf8) + Array(password.utf8)
        return !user.isEmpty && !mechanisms.isEmpty && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}
