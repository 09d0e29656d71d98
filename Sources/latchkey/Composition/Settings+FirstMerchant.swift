import Recoveries
import Service
import Stripe

extension Settings {
    /// The merchant that the configuration describes, with its secrets.
    func firstMerchant(at now: Instant) -> MerchantAccount {
        let first = Recoveries.Merchant(
            id: .default, name: merchant.name, mailFrom: mail.map { "\($0.from)" }, supportEmail: merchant.supportEmail,
            supportURL: merchant.supportURL, locale: merchant.locale, publishableKey: stripe.publishableKey,
            opensAutomatically: merchant.opensAutomatically, returnOrigins: merchant.returnOrigins,
            reminders: merchant.reminders, stripeAccount: stripe.account,
            brand: Brand(color: merchant.color, logo: merchant.logo?.name), singleDevice: merchant.singleDevice,
            createdAt: now)
        return MerchantAccount(
            merchant: first, access: stripe.secretKey.map { StripeAccess(secretKey: $0) },
            webhookSecrets: stripe.webhookSecrets)
    }

    /// How long links live, all else as designed.
    var linkPolicy: LinkPolicy {
        LinkPolicy(lifetime: .seconds(linkLifetime))
    }
}
