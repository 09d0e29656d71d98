/// An enhanced mail system status code, for example 5.1.1 (RFC 3463, section 2).
public struct EnhancedStatusCode: Sendable, Hashable, CustomStringConvertible {
    /// 2 success, 4 persistent transient failure, 5 permanent failure.
    public let `class`: Int

    /// What the code speaks of: 1 address, 2 mailbox, 3 mail system, 4 network, 5 protocol, 6 content, 7 policy.
    public let subject: Int

    /// The precise condition within the subject.
    public let detail: Int

    /// Makes the code `class.subject.detail`.
    public init(_ class: Int, _ subject: Int, _ detail: Int) {
        self.class = `class`
        self.subject = subject
        self.detail = detail
    }

    /// Reads the code at the beginning of a reply's text (RFC 2034, section 4); nil if there is none.
    public init?(beginning text: String) {
        let word = text.prefix { $0 != " " }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ (1...3).contains($0.utf8.count) }),
            parts.allSatisfy({ $0.utf8.allSatisfy(\.isASCIIDigit) }),
            let first = Int(parts[0]), let second = Int(parts[1]), let third = Int(parts[2]),
            [2, 4, 5].contains(first)
        else { return nil }
        self.init(first, second, third)
    }

    /// `class.subject.detail`.
    public var description: String { "\(`class`).\(subject).\(detail)" }
}
