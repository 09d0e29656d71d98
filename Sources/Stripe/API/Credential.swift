import Cryptography

/// What a request shows to Stripe: any kind of key, and the connected account it acts for.
struct Credential: Sendable {
    var key: Secret
    var account: String?

    init(key: Secret, account: String? = nil) {
        self.key = key
        self.account = account
    }

    init(_ access: StripeAccess) {
        self.init(key: access.secretKey, account: access.account)
    }
}
