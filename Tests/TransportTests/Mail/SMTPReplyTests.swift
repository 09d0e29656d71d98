import Testing
import Transport

@Suite("SMTP replies")
struct SMTPReplyTests {
    @Test("an enhanced status code is read off the last line")
    func enhanced() {
        let reply = SMTPReply(code: 550, lines: ["5.1.1 no such user", "5.1.1 try another"])
        #expect(reply.enhancedStatus == EnhancedStatusCode(5, 1, 1))
        #expect(reply.text == "5.1.1 no such user 5.1.1 try another")
    }

    @Test(
        "a text that only resembles an enhanced status code has none",
        arguments: [
            "5.1 no", "5.1.1.1 no", "3.1.1 no", "5.1.x no", "5..1 no", "no 5.1.1", "", "5.1000.1 no", "+5.1.1 no",
        ])
    func none(_ text: String) {
        #expect(SMTPReply(code: 550, lines: [text]).enhancedStatus == nil)
    }

    @Test("an enhanced status code of another class than the reply's is not believed")
    func otherClass() {
        #expect(SMTPReply(code: 550, lines: ["2.1.5 fine"]).enhancedStatus == nil)
    }

    @Test("of a long reply the last 20 lines are kept, 500 characters each")
    func bounded() {
        let reply = SMTPReply(code: 550, lines: (0..<50).map { "\($0) " + String(repeating: "x", count: 1000) })
        #expect(reply.lines.count == 20)
        #expect(reply.lines.first?.hasPrefix("30 ") == true)
        #expect(reply.lines.allSatisfy { $0.unicodeScalars.count == 500 })
    }

    @Test("control characters and direction marks become spaces")
    func printable() {
        #expect(SMTPReply(code: 550, lines: ["a\u{1B}[2J\u{202E}b\u{0}c"]).text == "a [2J b c")
    }
}
