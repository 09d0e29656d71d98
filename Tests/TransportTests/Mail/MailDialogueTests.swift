import Testing

@testable import Transport

@Suite("The dialogue that is followed")
struct MailDialogueTests {
    @Test("a password that looks like a command is not taken for one")
    func secretLikeCommand() {
        var dialogue = MailDialogue()
        dialogue.exchange("AUTH LOGIN", "334 VXNlcm5hbWU6")
        dialogue.exchange("NOOP", "334 UGFzc3dvcmQ6")
        dialogue.exchange("DATA", "535 5.7.8 no")
        #expect(dialogue.stage == .auth && dialogue.reply?.code == 535)
    }

    @Test("the reply to QUIT is nobody's answer")
    func quit() {
        var dialogue = MailDialogue()
        dialogue.exchange("RCPT TO:<a@b.example>", "550 5.1.1 who")
        dialogue.exchange("QUIT", "221 bye")
        #expect(dialogue.stage == .rcpt && dialogue.reply?.code == 550)
    }

    @Test("an earlier success does not answer the command under way")
    func stale() {
        var dialogue = MailDialogue()
        dialogue.exchange("MAIL FROM:<a@b.example>", "250 fine")
        dialogue.sent(Array("RCPT TO:<a@b.example>\r\n".utf8))
        #expect(dialogue.stage == .rcpt && dialogue.reply == nil)
    }

    @Test("a 421 to EHLO stands when HELO is not answered any more")
    func farewell() {
        var dialogue = MailDialogue()
        dialogue.exchange("EHLO me.example", "421 too busy")
        dialogue.sent(Array("HELO me.example\r\n".utf8))
        #expect(dialogue.reply?.code == 421)
        dialogue.received(Array("250 well then\r\n".utf8))
        #expect(dialogue.reply == SMTPReply(code: 250, lines: ["well then"]))
    }
}

extension MailDialogue {
    fileprivate mutating func exchange(_ command: String, _ reply: String) {
        sent(Array("\(command)\r\n".utf8))
        received(Array("\(reply)\r\n".utf8))
    }
}
