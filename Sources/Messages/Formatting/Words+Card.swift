public import Recoveries

extension Words {
    /// How a customer would recognise a card: `Visa ending in 4242`, or less when Stripe said less.
    public func card(_ card: PaymentMethodSummary) throws(CatalogueError) -> String {
        let last4 = PlainText.line(card.last4 ?? "", limit: 8)
        switch (brandName(card.brand), last4.isEmpty) {
        case (let brand?, false): return try self("card.brand_and_digits", ["brand": brand, "last4": last4])
        case (let brand?, true): return brand
        case (nil, false): return try self("card.digits", ["last4": last4])
        case (nil, true): return try self("card.any_brand")
        }
    }

    /// Source: <https://docs.stripe.com/api/payment_methods/object>, `card.brand`.
    private func brandName(_ brand: String?) -> String? {
        switch brand?.lowercased() {
        case "amex", "american express": "American Express"
        case "cartes_bancaires": "Cartes Bancaires"
        case "diners": "Diners Club"
        case "discover": "Discover"
        case "eftpos_au": "eftpos"
        case "interac": "Interac"
        case "jcb": "JCB"
        case "mastercard": "Mastercard"
        case "unionpay": "UnionPay"
        case "visa": "Visa"
        default: nil
        }
    }
}
