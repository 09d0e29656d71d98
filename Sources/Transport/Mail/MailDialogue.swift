/// Follows one SMTP dialogue and knows which command is under way and what was answered to it.
///
/// libcurl's response code keeps the last number it saw, whichever command that belonged to; a reply kept here is
/// forgotten when the next command goes out. Pure: it is told of lines and decides nothing.
struct MailDialogue {
    /// The command under way, or `.connect` until the first line.
    private(set) var stage = TransportFault.Stage.connect

    /// The complete reply to the command under way.
    private(set) var reply: SMTPReply?

    /// Whether the server greeted us, so that the connection is new and a login is due.
    private(set) var isGreeted = false

    /// Whether AUTH succeeded in this dialogue.
    private(set) var isAuthenticated = false

    private var lines: [String] = []
    private var isLeaving = false

    /// A line that libcurl sent. The answer to a challenge is secret, and no command whatever it looks like.
    mutating func sent(_ line: some Collection<UInt8>) {
        if stage == .auth, reply?.code == 334 { return forgetReply() }
        guard let next = Self.stage(of: line) else {
            isLeaving = isLeaving || line.starts(with: "QUIT\r\n".utf8)
            return
        }
        // libcurl answers a refused EHLO with HELO, even to a server that said 421 and has hung up.
        let isFarewell = reply?.code == 421 && stage == .ehlo && next == .ehlo
        stage = next
        isLeaving = false
        if isFarewell { lines = [] } else { forgetReply() }
    }

    /// A line that the server sent.
    mutating func received(_ line: some Collection<UInt8>) {
        guard !isLeaving, let (code, isLast, text) = Self.parse(line) else { return }
        if stage == .connect {
            stage = .greeting
            isGreeted = true
        }
        lines.append(text)
        if lines.count > 100 { lines.removeFirst(50) }
        if isLast { complete(SMTPReply(code: code, lines: lines)) }
    }

    /// The last byte of the message has been handed to the kernel; the final dot comes next.
    mutating func bodyEnded() {
        stage = .finalDot
        forgetReply()
    }

    private mutating func complete(_ complete: SMTPReply) {
        forgetReply()
        switch (stage, complete.code) {
        case (.startTLS, 220): stage = .tls
        case (.data, 354): stage = .body
        case (.auth, 235):
            isAuthenticated = true
            reply = complete
        default: reply = complete
        }
    }

    private mutating func forgetReply() {
        reply = nil
        lines = []
    }
}

extension MailDialogue {
    private static let commands: [(String, TransportFault.Stage)] = [
        ("EHLO ", .ehlo), ("HELO ", .ehlo), ("STARTTLS\r\n", .startTLS), ("AUTH ", .auth), ("MAIL FROM:", .mail),
        ("RCPT TO:", .rcpt), ("DATA\r\n", .data), ("NOOP\r\n", .noop),
    ]

    private static func stage(of line: some Collection<UInt8>) -> TransportFault.Stage? {
        commands.first { line.starts(with: $0.0.utf8) }?.1
    }

    /// Code, whether it is the last line, and the text (RFC 5321, section 4.2.1).
    private static func parse(_ line: some Collection<UInt8>) -> (code: Int, isLast: Bool, text: String)? {
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy(\.isASCIIDigit),
            let code = Int(String(decoding: digits, as: UTF8.self))
        else { return nil }
        let text = line.dropFirst(4).filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        return (code, line.dropFirst(3).first != UInt8(ascii: "-"), String(decoding: text.prefix(2000), as: UTF8.self))
    }
}
