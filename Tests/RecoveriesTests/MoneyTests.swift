import Recoveries
import Testing

@Suite("money")
struct MoneyTests {
    /// Stripe's page "Supported currencies": zero-decimal, three-decimal, special cases, and some of the rest.
    static let places: [(String, Int)] =
        "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(separator: " ").map { (String($0), 0) }
        + "bhd jod kwd omr tnd".split(separator: " ").map { (String($0), 3) }
        + "isk ugx huf twd usd eur gbp chf inr brl mxn aud cad cny idr cop irr iqd lyd".split(separator: " ")
        .map { (String($0), 2) }

    @Test("every currency has Stripe's places, not ISO's", arguments: places)
    func minorUnits(code: String, places: Int) throws {
        #expect(try #require(Currency(code)).minorUnitPlaces == places)
    }

    @Test(
        "amounts are written in major units",
        arguments: [
            (1099, "jpy", "1099"), (1099, "usd", "10.99"), (1099, "kwd", "1.099"), (1099, "isk", "10.99"),
            (1099, "ugx", "10.99"), (1099, "huf", "10.99"), (1099, "twd", "10.99"), (0, "jpy", "0"), (0, "usd", "0.00"),
            (0, "kwd", "0.000"), (5, "usd", "0.05"), (-5, "usd", "-0.05"), (5, "kwd", "0.005"), (-1099, "jpy", "-1099"),
            (100, "usd", "1.00"), (99, "usd", "0.99"), (Int64.max, "usd", "92233720368547758.07"),
            (Int64.min, "usd", "-92233720368547758.08"), (Int64.min, "jpy", "-9223372036854775808"),
        ])
    func decimal(amount: Int64, code: String, text: String) throws {
        #expect(Money(amount: amount, currency: try #require(Currency(code))).decimal == text)
    }

    @Test("a currency is three ASCII letters, kept in lower case")
    func capitals() {
        #expect(Currency("JPY") == Currency("jpy"))
        #expect(Currency("JPY")?.description == "jpy")
    }

    @Test(
        "anything else is no currency",
        arguments: ["", "eu", "euro", "e1r", "e r", "€ur", "ẞur", "\u{212A}pw", "eur\n"])
    func wrong(code: String) {
        #expect(Currency(code) == nil)
    }
}
