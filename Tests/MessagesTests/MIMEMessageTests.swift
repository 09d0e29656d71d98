import Foundation
import Recoveries
import Testing

@testable import Messages

@Suite("MIME")
struct MIMEMessageTests {
    private func parsed(_ facts: MailFacts) throws -> ParsedMail {
        try #require(try ParsedMail.read([try Sample.mail(facts)]).first)
    }

    private func raw(_ facts: MailFacts) throws -> String {
        String(decoding: try Sample.mail(facts).mime, as: UTF8.self)
    }

    @Test("the same facts make the same bytes, so a second sending is the same message")
    func isStable() throws {
        let facts = try Sample.facts(locale: "ja")
        #expect(try Sample.mail(facts) == Sample.mail(facts))
    }

    @Test("the Message-ID is the notification's name at the sender's domain")
    func namesTheMessage() throws {
        var facts = try Sample.facts()
        facts.from = "Shop <pay@Mail.Shop.example>"
        let id = "<\(facts.notification)@mail.shop.example>"
        #expect(try Sample.mail(facts).messageID == id)
        #expect(try parsed(facts).fields["Message-ID"] == [id])
    }

    @Test("machines are told that a machine wrote it")
    func isAutoSubmitted() throws {
        let fields = try parsed(try Sample.facts()).fields
        #expect(fields["Auto-Submitted"] == ["auto-generated"])
        #expect(fields["X-Auto-Response-Suppress"] == ["All"])
        #expect(fields["Feedback-ID"] == ["authenticate:default:first:latchkey"])
    }

    @Test("the date is RFC 5322's, in UTC")
    func writesTheDate() {
        #expect(MIMEMessage.format(Instant(seconds: 1_796_015_105)) == "Mon, 30 Nov 2026 05:05:05 +0000")
        #expect(MIMEMessage.format(Instant(milliseconds: 1_704_067_199_999)) == "Sun, 31 Dec 2023 23:59:59 +0000")
    }

    @Test(
        "a merchant without a support address has no Reply-To", arguments: [nil, "", "not an address", "a@b\r\nX: y"])
    func leavesOutReplyTo(address: String?) throws {
        var facts = try Sample.facts()
        facts.merchant.supportEmail = address
        #expect(try parsed(facts).fields["Reply-To"] == nil)
    }

    @Test("a name in the From is kept, else the merchant's is shown")
    func showsAName() throws {
        var facts = try Sample.facts()
        #expect(try parsed(facts).addresses["From"] == [["Shop", "pay@shop.example"]])
        facts.from = #""Books, \"new\"" <pay@shop.example>"#
        #expect(try parsed(facts).addresses["From"] == [[#"Books, "new""#, "pay@shop.example"]])
    }

    @Test("English travels quoted-printable, Japanese in base64")
    func choosesTheEncoding() throws {
        let english = try parsed(try Sample.facts()).parts.map(\.encoding)
        let japanese = try parsed(try Sample.facts(locale: "ja")).parts
        #expect(english == ["quoted-printable", "quoted-printable"])
        #expect(japanese[0].encoding == "base64")
    }

    @Test("the boundary occurs in no part")
    func keepsTheBoundaryApart() throws {
        let facts = try Sample.facts()
        let pieces = try raw(facts).components(separatedBy: "=_\(facts.notification)")
        #expect(pieces.count == 5)
    }

    @Test(
        "an address that cannot be sent to is the customer's, and rejected",
        arguments: [
            "", "aiko", "a@b@c", "a b@c.example", "a@c.example\r\nBcc: x@y", "<a@c.example", "あ@c.example",
            "a@-c.example",
            "a@c..example", "a\0@c.example", "a@c.example>", String(repeating: "a", count: 65) + "@c.example",
        ])
    func refusesRecipients(address: String) throws {
        var facts = try Sample.facts()
        facts.to = address
        #expect(throws: MessageError.invalidRecipient) { try Sample.mail(facts) }
        #expect(MessageError.invalidRecipient.verdict.name == .rejected)
    }

    @Test("a sender that cannot send is ours to mend")
    func refusesSenders() throws {
        var facts = try Sample.facts()
        facts.from = "Shop pay@shop.example"
        let error = #expect(throws: MessageError.self) { try Sample.mail(facts) }
        #expect(error?.verdict.name == .misconfigured)
    }

    @Test("every mail stays under 20 KB", arguments: ["en", "ja"], [StepName.authenticate, .newCard])
    func isSmall(locale: String, step: StepName) throws {
        #expect(try Sample.mail(try Sample.facts(step: step, locale: locale)).mime.count < 20_000)
    }
}
