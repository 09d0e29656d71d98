/// A language that Stripe.js speaks.
///
/// Source: <https://docs.stripe.com/js/appendix/supported_locales>.
struct StripeLocale: Sendable, Equatable {
    /// As Stripe.js wants it; `auto` leaves the choice to the browser.
    let tag: String

    /// - Parameter locale: a BCP 47 tag.
    init(closestTo locale: String) {
        let language = locale.prefix { $0 != "-" }
        tag =
            if Self.supported.contains(locale) {
                locale
            } else if locale.hasPrefix("zh-Hant") {
                "zh-TW"
            } else if Self.supported.contains(String(language)) {
                String(language)
            } else {
                "auto"
            }
    }

    private static let supported: Set<String> = [
        "ar", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA", "he", "hr",
        "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl",
        "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
    ]
}
