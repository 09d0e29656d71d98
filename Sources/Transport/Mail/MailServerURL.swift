/// The parts of an SMTP URL (the generic syntax of RFC 3986, section 3), before they are judged.
struct MailServerURL {
    let isSecureScheme: Bool
    let userInfo: Substring?
    let hostAndPort: Substring
    let query: Substring?

    init(_ url: String) throws(InvalidMailServer) {
        let prefix = url.prefix(8).lowercased()
        isSecureScheme = prefix == "smtps://"
        guard isSecureScheme || prefix.hasPrefix("smtp://") else { throw InvalidMailServer(.scheme) }
        let rest = url.dropFirst(isSecureScheme ? 8 : 7)
        let authority = rest.prefix { !"/?#".contains($0) }
        let tail = rest[authority.endIndex...]
        let path = tail.prefix { $0 != "?" }
        guard !path.contains("@"), !path.contains("#") else { throw InvalidMailServer(.unencoded) }
        guard path.isEmpty || path == "/" else { throw InvalidMailServer(.path) }
        query = path.endIndex < tail.endIndex ? tail[tail.index(after: path.endIndex)...] : nil
        guard !(query?.contains("@") ?? false) || authority.contains("@") else { throw InvalidMailServer(.unencoded) }
        let at = authority.lastIndex(of: "@")
        userInfo = at.map { authority[..<$0] }
        hostAndPort = at.map { authority[authority.index(after: $0)...] } ?? authority
    }

    /// Splits `host:port`; the host may be an IPv6 address in brackets.
    static func hostAndPort(_ text: Substring) throws(InvalidMailServer) -> (String, Int?) {
        var host = text
        var port: Substring?
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw InvalidMailServer(.port) }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        guard let port else { return (String(host), nil) }
        guard port.utf8.allSatisfy(\.isASCIIDigit), let number = Int(port) else { throw InvalidMailServer(.port) }
        return (String(host), number)
    }

    static func credentials(_ userInfo: Substring?) throws(InvalidMailServer) -> MailCredentials? {
        guard let userInfo else { return nil }
        let colon = userInfo.firstIndex(of: ":") ?? userInfo.endIndex
        let password = colon < userInfo.endIndex ? userInfo[userInfo.index(after: colon)...] : ""
        return MailCredentials(user: try decoded(userInfo[..<colon]), password: try decoded(password))
    }

    /// Percent-decodes (RFC 3986, section 2.1).
    static func decoded(_ text: Substring) throws(InvalidMailServer) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy(\.isASCIIHexDigit),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw InvalidMailServer(.percentEncoding) }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw InvalidMailServer(.percentEncoding) }
        return decoded
    }
}
