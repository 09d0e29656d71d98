public import Persistence
public import Recoveries
import Stripe
import Transport

/// Opens a recovery: asks Stripe what the intent needs, then writes recovery, link, message and reply at once.
public struct OpenRecovery: Sendable {
    private let database: any Database
    private let intents: IntentReader
    private let secrets: ClientSecrets
    private let policy: LinkPolicy
    private let surroundings: Surroundings
    private let outboxChanged: @Sendable () -> Void

    /// - Parameter outboxChanged: told after each commit that wrote a message.
    public init(
        database: any Database, intents: IntentReader, secrets: ClientSecrets, policy: LinkPolicy,
        surroundings: Surroundings, outboxChanged: @escaping @Sendable () -> Void
    ) {
        self.database = database
        self.intents = intents
        self.secrets = secrets
        self.policy = policy
        self.surroundings = surroundings
        self.outboxChanged = outboxChanged
    }

    /// What came of it.
    public enum Outcome: Sendable {
        /// A new recovery.
        case opened(RecoveryDetails)
        /// The intent has an open recovery already; nothing was written and nothing is sent.
        case existed(RecoveryDetails)
    }

    /// Opens a recovery as the merchant asked.
    ///
    /// - Throws: a ``Problem`` when the request is wrong, the intent is unknown or needs no customer, or Stripe
    ///   is away; ``AnsweredAlready`` when another request with the same key was first.
    public func open(
        _ request: OpenRequest, for account: MerchantAccount, keeping keeper: ReplyKeeper<RecoveryDetails>? = nil
    ) async throws -> Outcome {
        try request.validate(for: account.merchant, policy: policy)
        let draft = try await draft(request, for: account)
        return try await write(draft, secret: request.given, keeping: keeper)
    }

    /// Opens a recovery for an intent already at hand, as Stripe's webhooks make us do.
    func open(
        _ intent: any Intent, customer: Customer, for account: MerchantAccount
    ) async throws -> Outcome {
        var request = OpenRequest(intent.kind, paymentIntent: intent.id, customer: customer)
        request.description = intent.description.map { String($0.prefix(500)) }
        try request.validate(for: account.merchant, policy: policy)
        return try await write(recovery(request, intent: intent, account: account), secret: nil, keeping: nil)
    }

    private func draft(_ request: OpenRequest, for account: MerchantAccount) async throws -> Recovery {
        if let given = request.given {
            guard account.access == nil else {
                throw Problem.invalid(
                    "client_secret",
                    "This merchant's Stripe account is connected: send the \(request.kind.title)'s id alone.")
            }
            return try recovery(request, intent: request.intent(given), account: account)
        }
        guard let access = account.access else {
            throw Problem.invalid(
                "client_secret",
                "No Stripe secret key is configured for this merchant. Set LATCHKEY_STRIPE_SECRET_KEY, or send "
                    + "\(request.kind.givenFields) with the request.", code: "missing_parameter")
        }
        let intent = try await intents.intent(request.paymentIntent, request.kind, access: access).intent
        try intent.requireCustomer()
        var completed = request
        completed.customer = try await customer(request.customer, of: intent, account: account)
        return try recovery(completed, intent: intent, account: account)
    }

    /// Fills in what the merchant left out from Stripe's Customer and the intent's `receipt_email`.
    func customer(
        _ given: Customer, of intent: any Intent, account: MerchantAccount
    ) async throws -> Customer {
        var customer = given
        customer.stripeCustomer = given.stripeCustomer ?? intent.customer
        if customer.email == nil || customer.name == nil, let id = customer.stripeCustomer, let access = account.access,
            let known = try await intents.customer(id, access: access)
        {
            customer.email = customer.email ?? known.email.flatMap(Self.fit)
            customer.name = customer.name ?? known.name.map { String($0.prefix(200)) }
            customer.locale = customer.locale ?? known.preferredLocales.first { $0.isLanguageTag }
        }
        customer.email = customer.email ?? intent.receiptEmail.flatMap(Self.fit)
        return customer
    }

    /// An address that Stripe knows, unless mail could not be sent to it: nobody is here to mend it.
    private static func fit(_ address: String) -> String? {
        (try? MailAddress(address)) == nil ? nil : address
    }

    private func recovery(
        _ request: OpenRequest, intent: any Intent, account: MerchantAccount
    ) throws -> Recovery {
        guard !request.notifies || request.customer.email != nil else {
            throw Problem.invalid(
                "customer.email", "An address is needed to notify the customer. Send one, or \"notify\": false.",
                code: "missing_parameter")
        }
        let now = surroundings.now()
        let step = intent.nextStep()
        var reason: DeclineReason?
        if case .newCard(let found) = step { reason = found }
        return Recovery(
            merchant: account.merchant.id, id: surroundings.identifier(), kind: intent.kind, paymentIntent: intent.id,
            step: step.name,
            declineReason: reason, money: intent.money, customer: request.customer,
            paymentMethod: intent.lastError?.paymentMethod ?? intent.paymentMethod,
            description: request.description ?? intent.description.map { String($0.prefix(500)) },
            returnURL: request.returnURL, metadata: request.metadata, publishableKey: request.given?.publishableKey,
            notifies: request.notifies, reminders: request.reminders ?? account.merchant.reminders, createdAt: now,
            expiresAt: now + (request.expiresIn.map { .seconds($0) } ?? policy.lifetime))
    }

    private func write(
        _ recovery: Recovery, secret: OpenRequest.GivenIntent?, keeping keeper: ReplyKeeper<RecoveryDetails>?
    ) async throws -> Outcome {
        let sealed = try secret.map { try secrets.seal($0.clientSecret, of: recovery.id) }
        let outcome = try await database.write { [surroundings] connection -> Outcome in
            if let active = try connection.activeRecovery(
                paymentIntent: recovery.paymentIntent, of: recovery.merchant)
            {
                let details = try connection.details(of: active)
                try keeper?.keep(details, at: surroundings.now(), status: 200, in: connection)
                return .existed(details)
            }
            try connection.insertRecovery(recovery, sealedSecret: sealed)
            try connection.record("recovery.opened", for: recovery, surroundings: surroundings)
            if recovery.notifies {
                try connection.queueNotification(of: recovery, occasion: .first, surroundings: surroundings)
            }
            let details = try connection.details(of: recovery)
            try keeper?.keep(details, at: recovery.createdAt, in: connection)
            return .opened(details)
        }
        if case .opened = outcome { outboxChanged() }
        return outcome
    }
}

extension OpenRequest {
    /// The intent as far as the merchant described it: that its customer is needed is the merchant's word.
    fileprivate func intent(_ given: GivenIntent) -> any Intent {
        switch kind {
        case .payment: PaymentIntent(id: paymentIntent, status: .requiresAction, money: given.money)
        case .setup: SetupIntent(id: paymentIntent, status: .requiresPaymentMethod)
        }
    }
}

extension IntentKind {
    /// The fields that stand in for a connected account.
    fileprivate var givenFields: String {
        self == .payment ? "client_secret, amount, currency and publishable_key" : "client_secret and publishable_key"
    }
}

extension Intent {
    /// Refuses an intent that asks nothing of its customer, saying what became of it.
    fileprivate func requireCustomer() throws {
        switch nextStep() {
        case .authenticate, .newCard: return
        case .done: throw conflict("succeeded", "The \(kind.title) has succeeded. Nothing is asked of its customer.")
        case .gone: throw conflict("canceled", "The \(kind.title) is canceled.")
        case .wait:
            throw conflict("processing", "The \(kind.title) is processing. Nothing is asked of its customer now.")
        }
    }

    private func conflict(_ what: String, _ words: String) -> Problem {
        Problem(
            .conflict, code: "\(kind.objectName)_\(what)", detail: words + " Nothing was sent.", param: kind.objectName)
    }
}
