import Stripe

extension Checkup {
    /// Uses the secret key, and says which account and mode it is of.
    func stripe() async -> Finding {
        guard let secretKey = settings.stripe.secretKey else {
            return .open(
                "Stripe", "no keys are set; merchants pass client secrets",
                "Set LATCHKEY_STRIPE_SECRET_KEY and LATCHKEY_STRIPE_PUBLISHABLE_KEY to let Latchkey ask Stripe.")
        }
        let patience = StripeSettings(apiBase: settings.stripe.apiBase, attempts: 1)
        let client = StripeClient(settings: patience, transport: https)
        do throws(StripeError) {
            let connected = settings.stripe.account
            let account = try await client.account(access: StripeAccess(secretKey: secretKey, account: connected))
            let id = connected.map { "connected account \($0)" } ?? account.id
            let name = [account.name, id].compactMap(\.self).joined(separator: ", ")
            let mode = "both keys are of \(account.livemode ? "live" : "test") mode"
            return .works("Stripe", "the secret key works, \(mode)" + (name.isEmpty ? "" : ": \(name)"))
        } catch {
            return .broken("Stripe", error.message, settings.stripe.account.map(error.remedy(for:)) ?? error.remedy)
        }
    }

    /// Looks at the form of the webhook secrets; only Stripe's next event can prove them.
    var webhooks: Finding {
        let endpoint = "\(settings.baseURL.text)/stripe/webhooks/default"
        let count = settings.stripe.webhookSecrets.count
        guard count > 0 else {
            return .open(
                "webhooks", "no secret is set, so Stripe's events are refused",
                "Add the endpoint \(endpoint) in Stripe's dashboard and set LATCHKEY_STRIPE_WEBHOOK_SECRET.")
        }
        return .works("webhooks", "\(count == 1 ? "a secret is" : "\(count) secrets are") set for \(endpoint)")
    }
}

extension StripeError {
    /// What the message does not say yet.
    fileprivate var remedy: String? {
        switch code {
        case .unauthorized: nil
        case .permission: "Let the restricted key read PaymentIntents, SetupIntents, PaymentMethods and Customers."
        default: "Check LATCHKEY_STRIPE_API_BASE, and whether a firewall lets this machine out."
        }
    }

    /// The same, where the key acts for a connected account.
    fileprivate func remedy(for account: String) -> String? {
        switch code {
        case .permission, .unauthorized, .notFound, .invalidRequest:
            "Check LATCHKEY_STRIPE_ACCOUNT: the key must be of the platform that \(account) is connected to."
        default: remedy
        }
    }
}
