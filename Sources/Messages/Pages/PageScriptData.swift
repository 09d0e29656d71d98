import FoundationEssentials
import Recoveries

/// All that the pay page's script knows: the JSON in the page's `data-page` attribute.
///
/// It holds no client secret: the script asks for that when the customer presses the button.
public struct PageScriptData: Sendable, Equatable, Codable {
    /// The page's face.
    public var mode: PageMode
    /// Whether a payment is finished or a card saved.
    public var kind: String
    /// Stripe's publishable key.
    public var publishableKey: String
    /// The connected account; absent when there is none.
    public var account: String?
    /// Where Stripe.js is loaded from.
    public var stripeJS: String
    /// Stripe.js's release train.
    public var train: String
    /// The page's locale, for figures.
    public var locale: String
    /// The locale of Stripe's own words, see ``StripeLocale``; absent on a page without them.
    public var stripeLocale: String?
    /// The page's own path with its query, such as `/pay/rec_…?lang=de`; what the script asks is under that path.
    public var address: String
    /// The sum on the page, given back when the secret is asked for: nobody confirms another one.
    public var sum: String?
    /// What it sends back as `X-CSRF-Token`.
    public var csrf: String
    /// What it says; absent where it says nothing.
    public var strings: PageScriptStrings?

    init(mode: PageMode, kind: IntentKind, session: PaySession, locale: String, strings: PageScriptStrings?) {
        self.mode = mode
        self.kind = kind.rawValue
        publishableKey = session.publishableKey
        account = session.account
        stripeJS = session.stripeJS
        train = session.train
        self.locale = locale
        stripeLocale = mode.isPaying ? StripeLocale(closestTo: locale).tag : nil
        address = session.address
        sum = mode.isPaying ? session.sum : nil
        csrf = session.csrf
        self.strings = strings
    }

    /// The same facts, the same text: keys are sorted.
    func json() throws(EncodingError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch let error as EncodingError {
            throw error
        } catch {
            throw .invalidValue(self, .init(codingPath: [], debugDescription: "page data", underlyingError: error))
        }
    }
}

extension PageScriptData: CustomStringConvertible {
    /// Names the page only: the token stays unsaid.
    public var description: String { "PageScriptData(\(address), \(mode.rawValue))" }
}
