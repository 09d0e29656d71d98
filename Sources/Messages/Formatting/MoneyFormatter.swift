import FoundationEssentials
import FoundationInternationalization
public import Recoveries

/// Writes sums as a locale does, with Stripe's decimal places: `¥1,099`, `$10.99`, `10,99 €`.
public struct MoneyFormatter: Sendable {
    private let locale: Locale

    /// Makes a formatter for a BCP 47 tag; one that ICU does not know is written as its root locale does.
    public init(locale: String) {
        self.locale = Locale(identifier: locale)
    }

    /// The sum with its currency's symbol.
    ///
    /// The places are Stripe's, not ISO's or ICU's. ISK and UGX are charged in hundredths but have none, so their places are shown
    /// only when they are not zero. The yen sign is the half-width one (U+00A5) in every locale.
    public func callAsFunction(_ money: Money) -> String {
        let value = Decimal(string: money.decimal, locale: Locale(identifier: "en_US_POSIX")) ?? Decimal(money.amount)
        let style = Decimal.FormatStyle.Currency(code: money.currency.code.uppercased(), locale: locale)
            .precision(.fractionLength(places(of: money)))
        return apart(value.formatted(style).replacing("\u{FFE5}", with: "\u{A5}"))
    }

    /// Among right-to-left words, a sign with Latin letters (`JP¥`) is kept whole by left-to-right marks: without them it reads `¥JP`.
    /// Source: Unicode Standard Annex #9, "Bidirectional Algorithm", where a currency sign is a neutral beside a number.
    private func apart(_ sum: String) -> String {
        guard locale.language.characterDirection == .rightToLeft else { return sum }
        return sum.replacing(/[A-Z]+\p{Sc}/) { "\u{200E}\($0.output)\u{200E}" }
    }

    /// Source: <https://docs.stripe.com/currencies>, "Special cases".
    private func places(of money: Money) -> Int {
        let hasNoCoins = ["isk", "ugx"].contains(money.currency.code)
        return hasNoCoins && money.amount.isMultiple(of: 100) ? 0 : money.currency.minorUnitPlaces
    }
}
