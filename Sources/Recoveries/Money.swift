/// An amount in the smallest unit that Stripe charges in, and its currency.
public struct Money: Hashable, Sendable {
    /// The amount in Stripe's minor units: 1099 is ¥1,099 in `jpy` and $10.99 in `usd`.
    public let amount: Int64
    /// The currency.
    public let currency: Currency

    /// No money at all, as where a card is saved; its currency is ISO 4217's `xxx`.
    public static let none = Money(amount: 0, currency: .none)

    /// Makes an amount in Stripe's minor units.
    public init(amount: Int64, currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// The amount in major units as a decimal numeral with Stripe's number of places: `10.99`, `1099`, `-0.05`.
    public var decimal: String {
        let places = currency.minorUnitPlaces
        let digits = String(amount.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = amount < 0 ? "-" : ""
        return places == 0 ? sign + padded : "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
    }
}

/// An ISO 4217 currency code as Stripe writes it: three lower-case letters.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// The code in lower case.
    public let code: String

    /// No currency: ISO 4217's `xxx`.
    public static let none = Currency(unchecked: "xxx")

    private init(unchecked code: String) {
        self.code = code
    }

    /// Reads a code, in either case; `nil` unless it is three ASCII letters.
    public init?(_ code: String) {
        // Before it is lowered: the Kelvin sign would become a k.
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (97...122).contains($0 | 0x20) }) else { return nil }
        self.code = code.lowercased()
    }

    /// The code in lower case.
    public var description: String { code }

    /// How many decimal places Stripe's minor unit stands for; this is not always ISO 4217's exponent.
    ///
    /// `isk` and `ugx` are charged with two places, though they have none; `huf` and `twd` are charged with two.
    /// Source: <https://docs.stripe.com/currencies>, "Zero-decimal currencies", "Three-decimal currencies", "Special cases".
    public var minorUnitPlaces: Int {
        if Self.zeroDecimal.contains(code) { 0 } else if Self.threeDecimal.contains(code) { 3 } else { 2 }
    }

    private static let zeroDecimal: Set<String> = [
        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf",
    ]
    private static let threeDecimal: Set<String> = ["bhd", "jod", "kwd", "omr", "tnd"]
}
