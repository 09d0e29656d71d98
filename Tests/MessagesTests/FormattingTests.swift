import Messages
import Recoveries
import Testing

@Suite("money, dates and names")
struct FormattingTests {
    @Test("among Arabic words a currency's sign stays behind its letters, and the number whole")
    func rightToLeft() throws {
        let yen = MoneyFormatter(locale: "ar")(try Sample.money(1099, "jpy"))
        #expect(yen.contains("\u{200E}JP¥\u{200E}"), "without the marks it reads ¥JP")
        #expect(!MoneyFormatter(locale: "en")(try Sample.money(1099, "jpy")).contains("\u{200E}"))
    }

    @Test(
        "sums are written with Stripe's places in each locale",
        arguments: [
            ("usd", 1099, ["$10.99", "$10.99", "10,99 $"]), ("eur", 1099, ["€10.99", "€10.99", "10,99 €"]),
            ("jpy", 1099, ["¥1,099", "¥1,099", "1.099 ¥"]), ("isk", 1099, ["ISK 10.99", "ISK 10.99", "10,99 ISK"]),
            ("isk", 109_900, ["ISK 1,099", "ISK 1,099", "1.099 ISK"]),
            ("ugx", 500_000, ["UGX 5,000", "UGX 5,000", "5.000 UGX"]),
            ("huf", 1099, ["HUF 10.99", "HUF 10.99", "10,99 HUF"]),
            ("twd", 1099, ["NT$10.99", "NT$10.99", "10,99 NT$"]),
            ("kwd", 1099, ["KWD 1.099", "KWD 1.099", "1,099 KWD"]), ("usd", -5, ["-$0.05", "-$0.05", "-0,05 $"]),
        ])
    func writesSums(code: String, amount: Int64, expected: [String]) throws {
        let money = try Sample.money(amount, code)
        let written = ["en", "ja", "de"].map { MoneyFormatter(locale: $0)(money).replacing("\u{A0}", with: " ") }
        #expect(written == expected)
    }

    @Test(
        "a zero-decimal currency shows every unit and no places",
        arguments: [
            "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf",
        ])
    func showsWholeUnits(code: String) throws {
        #expect(try digits(1099, code) == ["1099", "1099", "1099"])
    }

    @Test("a three-decimal currency shows thousandths", arguments: ["bhd", "jod", "kwd", "omr", "tnd"])
    func showsThousandths(code: String) throws {
        #expect(try digits(5, code) == ["0005", "0005", "0005"])
    }

    private func digits(_ amount: Int64, _ code: String) throws -> [String] {
        let money = try Sample.money(amount, code)
        return ["en", "ja", "de"].map { MoneyFormatter(locale: $0)(money).filter(\.isWholeNumber) }
    }

    @Test("the largest sum loses no digit")
    func keepsEveryDigit() throws {
        let money = try Sample.money(.max, "usd")
        #expect(MoneyFormatter(locale: "en")(money) == "$92,233,720,368,547,758.07")
    }

    @Test(
        "dates are written in the customer's time zone",
        arguments: [
            ("en", "Asia/Tokyo", "30 November 2026", "Monday, 30 November 2026 at 00:30 GMT+9"),
            ("en-US", "America/New_York", "November 29, 2026", "Sunday, November 29, 2026 at 10:30 AM EST"),
            ("ja", "Asia/Tokyo", "2026年11月30日", "2026年11月30日 月曜日 0:30 JST"),
            ("en", "Mars/Olympus", "29 November 2026", "Sunday, 29 November 2026 at 15:30 GMT"),
        ])
    func writesDates(locale: String, zone: String, date: String, moment: String) {
        let formatter = MomentFormatter(locale: locale, timeZone: zone)
        let instant = Instant(seconds: 1_795_966_200)
        let plain = { (text: String) in text.replacing("\u{202F}", with: " ") }
        #expect(plain(formatter.date(instant)) == date)
        #expect(plain(formatter.dateAndTime(instant)) == moment)
    }

    @Test(
        "a name is cut where a reader would cut it",
        arguments: [
            ("Shop", 10, "Shop"), ("Shop of many words", 8, "Shop of…"), ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 2, "👨‍👩‍👧‍👦…"), ("ab", 2, "ab"),
            ("  a \r\n b\tc ", 20, "a b c"), ("\u{202E}a\u{2067}b", 20, "ab"), ("", 5, ""),
        ])
    func cutsNames(text: String, limit: Int, expected: String) {
        #expect(PlainText.line(text, limit: limit) == expected)
    }

    @Test("a character without end is bounded too")
    func boundsCharacters() {
        let endless = "e" + String(repeating: "\u{301}", count: 100_000)
        #expect(PlainText.line(endless, limit: 80).unicodeScalars.count == 16)
    }

    @Test(
        "only addresses of the web may be linked",
        arguments: [
            ("https://shop.example/help", true), ("http://localhost:8080", true), ("javascript:alert(1)", false),
            ("data:text/html,x", false), ("//shop.example", false), ("https://", false), ("https://a b", false),
            ("", false),
        ])
    func admitsWebAddresses(text: String, isOne: Bool) {
        #expect((WebAddress(text) != nil) == isOne)
    }

    @Test(
        "a card is named as far as Stripe named it",
        arguments: [
            ("visa", "4242", "Visa ending in 4242"), ("new_brand", "4242", "Card ending in 4242"),
            ("amex", nil, "American Express"),
            (nil, nil, "Card"),
        ])
    func namesCards(brand: String?, last4: String?, expected: String) throws {
        let words = try Catalogue(directory: "\(Sample.templates)/locales").words(in: "en")
        #expect(try words.card(PaymentMethodSummary(id: "pm_1", brand: brand, last4: last4)) == expected)
    }
}
