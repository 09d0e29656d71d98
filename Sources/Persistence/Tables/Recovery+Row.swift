import Recoveries

extension Recovery {
    /// - Parameter prefix: what the columns' names begin with in a join.
    init(_ row: Row, prefix: String = "") throws {
        self.init(
            merchant: try row.merchant(prefix + "merchant_id"), id: try row.id(prefix + "id"),
            kind: try row.name(prefix + "kind"),
            paymentIntent: try row.text(prefix + "payment_intent"), state: try row.name(prefix + "state"),
            step: try row.name(prefix + "step"), declineReason: try row.optionalName(prefix + "decline_reason"),
            money: try Money(row, prefix: prefix), customer: try Customer(row, prefix: prefix),
            paymentMethod: try PaymentMethodSummary(row, prefix: prefix),
            description: try row.optionalText(prefix + "description"),
            returnURL: try row.optionalText(prefix + "return_url"), metadata: try row.json(prefix + "metadata"),
            publishableKey: try row.optionalText(prefix + "publishable_key"),
            notifies: try row.flag(prefix + "notifies"), reminders: try row.json(prefix + "reminders"),
            createdAt: try row.instant(prefix + "created_at"), expiresAt: try row.instant(prefix + "expires_at"),
            settledAt: try row.optionalInstant(prefix + "settled_at"))
    }

    /// The values in the order of the table's columns.
    var values: [SQLValue] {
        get throws {
            [
                .id(merchant), .id(id), .name(kind), .text(paymentIntent), .name(state), .name(step),
                .name(declineReason),
                .integer(money.amount), .text(money.currency.code), .text(customer.email), .text(customer.name),
                .text(customer.locale), .text(customer.timeZone), .text(customer.stripeCustomer),
                .text(paymentMethod?.id), .text(paymentMethod?.brand), .text(paymentMethod?.last4),
                .text(description), .text(returnURL), try .json(metadata), .text(publishableKey), .flag(notifies),
                try .json(reminders), .instant(createdAt), .instant(expiresAt), .instant(settledAt),
            ]
        }
    }
}

extension Money {
    fileprivate init(_ row: Row, prefix: String) throws {
        guard let currency = Currency(try row.text(prefix + "currency")) else {
            throw DatabaseFault.unreadable(prefix + "currency", "is not a currency")
        }
        self.init(amount: try row.integer(prefix + "amount"), currency: currency)
    }
}

extension Customer {
    fileprivate init(_ row: Row, prefix: String) throws {
        self.init(
            email: try row.optionalText(prefix + "customer_email"),
            name: try row.optionalText(prefix + "customer_name"),
            locale: try row.optionalText(prefix + "customer_locale"),
            timeZone: try row.optionalText(prefix + "customer_time_zone"),
            stripeCustomer: try row.optionalText(prefix + "customer_stripe_id"))
    }
}

extension PaymentMethodSummary {
    fileprivate init?(_ row: Row, prefix: String) throws {
        guard let id = try row.optionalText(prefix + "payment_method") else { return nil }
        self.init(
            id: id, brand: try row.optionalText(prefix + "card_brand"),
            last4: try row.optionalText(prefix + "card_last4"))
    }
}
