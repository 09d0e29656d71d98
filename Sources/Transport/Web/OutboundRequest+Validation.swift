extension OutboundRequest {
    /// Refuses what libcurl should not see.
    func validate() throws(TransportFault) {
        guard origin != nil, url.utf8.count <= 8192, url.utf8.allSatisfy(Self.isURLByte) else {
            throw Self.invalid("the URL is not an absolute http(s) URL in ASCII, without user and password")
        }
        guard isSecure || allowsPlainHTTP else { throw Self.invalid("the URL must begin with https://") }
        for (name, value) in headers {
            guard Self.isToken(name), value.utf8.allSatisfy({ $0 == 9 || ($0 >= 0x20 && $0 != 0x7F) }) else {
                throw Self.invalid("a header field has a line break or a character that is not allowed")
            }
            guard !["content-length", "transfer-encoding"].contains(name.lowercased()) else {
                throw Self.invalid("\(name) is set by the transport")
            }
        }
        guard !method.isBodiless || body.isEmpty else { throw Self.invalid("\(method.rawValue) has no body") }
    }

    var isSecure: Bool { url.prefix(8).lowercased() == "https://" }

    /// Scheme, host and port; nil if the URL is none that we send to.
    var origin: String? {
        let schemeLength = isSecure ? 8 : 7
        guard isSecure || url.prefix(7).lowercased() == "http://" else { return nil }
        let authority = url.dropFirst(schemeLength).prefix { !"/?#".contains($0) }
        let isPlain = authority.utf8.allSatisfy { $0.isASCIILetterOrDigit || ".-:[]_".utf8.contains($0) }
        return authority.isEmpty || !isPlain ? nil : "\(url.prefix(schemeLength))\(authority)"
    }

    /// Printable ASCII but the backslash, which browsers read as a slash and libcurl does not.
    private static func isURLByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\")
    }

    /// token of RFC 9110, section 5.6.2.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0.isASCIILetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains($0) }
    }

    private static func invalid(_ detail: String) -> TransportFault {
        TransportFault(.input, .invalidInput, detail: detail)
    }
}

extension OutboundRequest.Method {
    var isBodiless: Bool { self == .get || self == .head }
}
