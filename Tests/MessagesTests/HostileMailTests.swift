import Messages
import Recoveries
import Testing

@Suite("hostile names and subjects")
struct HostileMailTests {
    private struct Case {
        var rendered: RenderedMail
        var parsed: ParsedMail
    }

    private static let cases = Result { () throws -> [HostileText: Case] in
        let mails = try HostileText.allCases.map { hostile in
            var facts = try Sample.facts(step: .newCard)
            facts.merchant.name = hostile.text
            facts.recovery.customer.name = hostile.text
            facts.recovery.description = hostile.text
            return try Sample.mail(facts)
        }
        let parsed = try ParsedMail.read(mails)
        let pairs = zip(HostileText.allCases, zip(mails, parsed)).map { ($0, Case(rendered: $1.0, parsed: $1.1)) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    private func find(_ hostile: HostileText) throws -> Case {
        try #require(try Self.cases.get()[hostile])
    }

    @Test("Python's email finds no defect", arguments: HostileText.allCases)
    func hasNoDefects(_ hostile: HostileText) throws {
        let mail = try find(hostile).parsed
        #expect(mail.defects == [])
        #expect(mail.isASCII && !mail.hasBareLineEnds)
    }

    @Test("there are the headers we wrote, once each, and no other", arguments: HostileText.allCases)
    func hasOnlyOurHeaders(_ hostile: HostileText) throws {
        let fields = try find(hostile).parsed.fields
        let names: Set = [
            "Date", "From", "To", "Reply-To", "Subject", "Message-ID", "MIME-Version", "Auto-Submitted",
            "X-Auto-Response-Suppress", "Feedback-ID", "Content-Type",
        ]
        #expect(Set(fields.keys) == names)
        #expect(fields.values.allSatisfy { $0.count == 1 })
    }

    @Test("lines stay within 76 characters and encoded words within 75", arguments: HostileText.allCases)
    func staysWithinLimits(_ hostile: HostileText) throws {
        let mail = try find(hostile).parsed
        #expect(mail.longestLine <= 76)
        #expect(mail.longestWord <= 75)
    }

    @Test("the subject is read as it was meant", arguments: HostileText.allCases)
    func keepsTheSubject(_ hostile: HostileText) throws {
        let mail = try find(hostile)
        #expect(mail.parsed.fields["Subject"] == [PlainText.line(mail.rendered.subject, limit: 250)])
    }

    @Test("names are read as they were meant, and addresses are ours", arguments: HostileText.allCases)
    func keepsNamesAndAddresses(_ hostile: HostileText) throws {
        let addresses = try find(hostile).parsed.addresses
        let name = PlainText.line(hostile.text, limit: 80)
        #expect(addresses["From"] == [[name, "pay@shop.example"]])
        #expect(addresses["To"] == [[name, "aiko@customer.example"]])
        #expect(addresses["Reply-To"] == [[name, "help@shop.example"]])
    }

    @Test("there are two parts, the text first", arguments: HostileText.allCases)
    func hasTwoParts(_ hostile: HostileText) throws {
        let parts = try find(hostile).parsed.parts
        #expect(parts.map(\.type) == ["text/plain", "text/html"])
        #expect(parts.map(\.charset) == ["utf-8", "utf-8"])
    }

    @Test("the text part says it literally", arguments: HostileText.allCases)
    func isLiteralInText(_ hostile: HostileText) throws {
        let text = try find(hostile).parsed.parts[0].content
        #expect(text.contains(PlainText.line(hostile.text, limit: 60)) || hostile == .blank)
    }

    @Test("the HTML part holds nothing of it as markup", arguments: HostileText.allCases)
    func isEscapedInHTML(_ hostile: HostileText) throws {
        let html = try find(hostile).parsed.parts[1].content
        let plain = try Sample.mail(try Sample.facts(step: .newCard))
        let expected = try #require(try ParsedMail.read([plain]).first).parts[1].content
        #expect(Self.tags(html) == Self.tags(expected) || hostile == .blank)
        #expect(!html.contains("<script"))
    }

    /// What a browser takes for tags, by the scalars that begin and end them.
    private static func tags(_ html: String) -> [String] {
        html.unicodeScalars.split(separator: "<").dropFirst().map { piece in
            String(String.UnicodeScalarView(piece.prefix { $0 != ">" }))
        }
    }
}
