import FoundationEssentials

/// An `http` or `https` URL of the configuration, taken apart.
struct WebAddress: Equatable, Sendable {
    /// `http` or `https`.
    let scheme: String
    /// The host's name or address, IPv6 with brackets, in lower case, as browsers say it: `xn--mller-kva.example`.
    let host: String
    /// The port, if one is given that is not the scheme's own, which browsers leave out.
    let port: Int?
    /// The path; empty when there is none.
    let path: String

    /// Reads a URL without user, query and fragment.
    ///
    /// - Throws: ``Complaint``, which shows the URL: give it no secret.
    init(_ text: String) throws(Complaint) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased() else {
            throw Complaint("“\(text)” is not a URL: it begins with http:// or https://.")
        }
        guard scheme == "http" || scheme == "https" else {
            throw Complaint("“\(text)” has the scheme \(scheme); only https works, and http on this machine.")
        }
        guard let host = parts.encodedHost, !host.isEmpty else { throw Complaint("“\(text)” names no host.") }
        guard parts.user == nil, parts.query == nil, parts.fragment == nil else {
            throw Complaint("“\(text)” has a user, a ? or a #, which do not belong here.")
        }
        self.scheme = scheme
        self.host = host.lowercased()
        port = parts.port == (scheme == "https" ? 443 : 80) ? nil : parts.port
        path = parts.path
    }

    /// Whether the connection is encrypted.
    var isSecure: Bool { scheme == "https" }

    /// Whether the host is this machine.
    var isLoopback: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" || host == "::1"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// Scheme, host and port, without a slash at the end.
    var origin: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")" }

    /// The whole URL, without a slash at the end.
    var text: String {
        let whole = origin + path
        return whole.hasSuffix("/") ? String(whole.dropLast()) : whole
    }

    /// Reads an origin: a URL without a path.
    static func origin(_ text: String) throws(Complaint) -> WebAddress {
        let address = try WebAddress(text)
        guard address.path.isEmpty || address.path == "/" else {
            throw Complaint("“\(text)” has a path. Write scheme, host and port only: \(address.origin)")
        }
        return address
    }

    /// Reads an origin that is encrypted, or on this machine.
    static func safeOrigin(_ text: String) throws(Complaint) -> WebAddress {
        try origin(text).safe()
    }

    /// The same address, unless it would go over a network unencrypted.
    func safe() throws(Complaint) -> WebAddress {
        guard isSecure || isLoopback else {
            throw Complaint("“\(text)” is not encrypted. Use https; http is for this machine (127.0.0.1) only.")
        }
        return self
    }
}
