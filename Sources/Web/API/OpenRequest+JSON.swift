import Cryptography
import Recoveries
import Service

extension OpenRequest {
    /// Reads the body of `POST /v1/recoveries`.
    init(body: [UInt8]) throws {
        var reader = try FieldReader(body: body)
        let (kind, intent) = try reader.intent()
        self.init(kind, paymentIntent: intent)
        if var customer = try reader.object("customer") { self.customer = try Customer(&customer) }
        description = try reader.string("description")
        returnURL = try reader.string("return_url")
        expiresIn = try reader.integer("expires_in")
        reminders = try reader.integers("reminders")
        notifies = try reader.bool("notify") ?? true
        metadata = try reader.strings("metadata") ?? [:]
        given = kind == .payment ? try GivenIntent(payment: &reader) : try GivenIntent(setup: &reader)
        try reader.finish()
    }
}

extension FieldReader {
    /// The one intent that a request is about.
    fileprivate mutating func intent() throws -> (IntentKind, String) {
        let setup = try string(IntentKind.setup.objectName)
        guard let setup else { return (.payment, try requiredString(IntentKind.payment.objectName)) }
        guard try string(IntentKind.payment.objectName) == nil else {
            throw Problem.invalid(
                IntentKind.setup.objectName, "Send payment_intent, or setup_intent to save a card, not both.")
        }
        return (.setup, setup)
    }
}

extension Customer {
    fileprivate init(_ reader: inout FieldReader) throws {
        self.init(
            email: try reader.string("email"), name: try reader.string("name"), locale: try reader.string("locale"),
            timeZone: try reader.string("time_zone"), stripeCustomer: try reader.string("id"))
        try reader.finish()
    }
}

extension OpenRequest.GivenIntent {
    /// The two fields that stand in for a connected account where a card is saved: both, or none.
    fileprivate init?(setup reader: inout FieldReader) throws {
        let secret = try reader.string("client_secret")
        let key = try reader.string("publishable_key")
        guard secret != nil || key != nil else { return nil }
        guard let secret else { throw reader.missing("client_secret") }
        guard let key else { throw reader.missing("publishable_key") }
        self.init(clientSecret: Secret(secret), money: .none, publishableKey: key)
    }

    /// The four fields that stand in for a connected account where a payment is made: all of them, or none.
    fileprivate init?(payment reader: inout FieldReader) throws {
        let secret = try reader.string("client_secret")
        let amount = try reader.integer("amount")
        let code = try reader.string("currency")
        let key = try reader.string("publishable_key")
        guard secret != nil || amount != nil || code != nil || key != nil else { return nil }
        guard let secret else { throw reader.missing("client_secret") }
        guard let amount else { throw reader.missing("amount") }
        guard let code else { throw reader.missing("currency") }
        guard let key else { throw reader.missing("publishable_key") }
        guard let currency = Currency(code) else {
            throw Problem.invalid("currency", "A currency is three letters, such as jpy or eur.")
        }
        self.init(
            clientSecret: Secret(secret), money: Money(amount: amount, currency: currency), publishableKey: key)
    }
}
