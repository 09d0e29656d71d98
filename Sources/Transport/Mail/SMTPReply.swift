/// A server's complete reply to one command (RFC 5321, section 4.2).
public struct SMTPReply: Sendable, Hashable {
    /// The three-digit reply code.
    public let code: Int

    /// The text of the lines without their codes: the last 20, at most 500 characters each, printable.
    public let lines: [String]

    /// The enhanced status code with which the last line begins, if its class agrees with the reply code.
    public let enhancedStatus: EnhancedStatusCode?

    /// Makes a reply; keeps of `lines` what the limits allow.
    public init(code: Int, lines: [String]) {
        self.code = code
        self.lines = lines.suffix(20).map { Self.printable($0) }
        let status = lines.last.flatMap { EnhancedStatusCode(beginning: $0) }
        enhancedStatus = status?.class == code / 100 ? status : nil
    }

    /// The lines, joined by spaces, with the enhanced status code still in place.
    public var text: String { lines.joined(separator: " ") }

    /// Whether the command was refused for now (4xx).
    public var isTransient: Bool { code / 100 == 4 }

    /// Whether the command was refused for good (5xx).
    public var isPermanent: Bool { code / 100 == 5 }

    private static func printable(_ line: String) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.prefix(500).map { isControl($0) ? " " : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
