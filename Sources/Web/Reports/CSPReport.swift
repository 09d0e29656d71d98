/// What a browser says it stopped, cut down to what may be logged.
struct CSPReport: Equatable {
    /// The directive that stopped it, such as `script-src-elem`; `other` when it is no such word.
    let directive: String
    /// The host that was not reached, or a word such as `inline` or `data`; `other` when it is neither.
    let blocked: String

    /// - Parameters:
    ///   - directive: a directive's name; older browsers add its values, which are dropped.
    ///   - blocked: a URL or a word. Of a URL only the host is kept: what follows may hold a token.
    init(directive: String?, blocked: String?) {
        self.directive = directive.flatMap(Self.word) ?? Self.other
        self.blocked = blocked.flatMap { Self.host($0) ?? Self.word($0) } ?? Self.other
    }

    private static let other = "other"

    /// The first word, if it is lower-case letters and hyphens only.
    private static func word(_ text: String) -> String? {
        let word = text.prefix { $0 != " " }
        let isPlain = word.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 }
        return isPlain && (1...32).contains(word.utf8.count) ? String(word) : nil
    }

    private static func host(_ url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { !"/?#\\".contains($0) }
        var host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        if !host.hasPrefix("["), let colon = host.firstIndex(of: ":") { host = host[..<colon] }
        host = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host
        let name = host.lowercased()
        let isPlain = name.utf8.allSatisfy {
            (97...122).contains($0) || (48...58).contains($0) || $0 == 45 || $0 == 46
        }
        return isPlain && (1...253).contains(name.utf8.count) ? name : nil
    }
}
