import Testing
import Transport

@Suite("Mail addresses")
struct MailAddressTests {
    @Test(
        "ordinary addresses are kept as they are",
        arguments: [
            "a@b.example", "taro.yamada+tag@sub.shop.co.jp", "o'neil@example.com", "x=y!#$%&*/?^_`{|}~@example.com",
            "root@localhost", "a@xn--r8jz45g.xn--zckzah",
        ])
    func accepts(_ text: String) throws {
        #expect(try MailAddress(text).text == text)
    }

    @Test(
        "what could end an SMTP command or change its address is refused",
        arguments: [
            "a@b.example\r\nRCPT TO:<c@d.example>", "a\n@b.example", "a@b.example\0", "<a@b.example>", "a>@b.example",
            "a b@c.example", "\"a b\"@c.example", "a@b.example SIZE=1", "a\t@b.example", "a@b.example\u{7F}",
            "a,b@c.example", "a;b@c.example", "a(b)@c.example", "a\\b@c.example", "a:b@c.example",
        ])
    func refusesInjection(_ text: String) {
        #expect(throws: InvalidMailAddress.self) { try MailAddress(text) }
    }

    @Test(
        "malformed addresses are refused with the rule they break",
        arguments: [
            ("", InvalidMailAddress.Reason.notOneAt), ("a", .notOneAt), ("a@b@c", .notOneAt),
            ("@b.example", .localPart),
            (".a@b.example", .localPart), ("a.@b.example", .localPart), ("a..b@c.example", .localPart),
            ("a@", .domain), ("a@.example", .domain), ("a@b..example", .domain), ("a@b.example.", .domain),
            ("a@-b.example", .domain), ("a@b-.example", .domain), ("a@b_c.example", .domain),
            ("a@[192.0.2.1]", .domain), ("é@b.example", .forbiddenCharacter), ("a@日本.example", .forbiddenCharacter),
        ])
    func refuses(_ text: String, _ reason: InvalidMailAddress.Reason) {
        #expect(throws: InvalidMailAddress(reason: reason)) { try MailAddress(text) }
    }

    @Test("64 characters before the @ and 254 in all are the most")
    func lengths() throws {
        let label = String(repeating: "d", count: 63)
        let local = String(repeating: "a", count: 64)
        let longest = "\(local)@\(label).\(label).\(String(repeating: "d", count: 61))"
        #expect(try MailAddress(longest).text.utf8.count == 254)
        #expect(throws: InvalidMailAddress(reason: .tooLong)) { try MailAddress(longest + "d") }
        #expect(throws: InvalidMailAddress(reason: .tooLong)) { try MailAddress("a\(local)@b.example") }
        #expect(throws: InvalidMailAddress(reason: .domain)) { try MailAddress("a@\(label)d.example") }
    }
}
