import HTTPTypes

/// Field names that swift-http-types does not have. Every name is a valid token, so none is `nil`.
extension HTTPField.Name {
    static let idempotencyKey = named("Idempotency-Key")
    static let idempotentReplayed = named("Idempotent-Replayed")
    static let stripeSignature = named("Stripe-Signature")
    static let csrfToken = named("X-CSRF-Token")
    static let forwardedFor = named("X-Forwarded-For")
    static let secFetchSite = named("Sec-Fetch-Site")
    static let latchkeySession = named("Latchkey-Session")
    static let reportingEndpoints = named("Reporting-Endpoints")
    static let robotsTag = named("X-Robots-Tag")
    static let frameOptions = named("X-Frame-Options")
    static let referrerPolicy = named("Referrer-Policy")
    static let permissionsPolicy = named("Permissions-Policy")
    static let openerPolicy = named("Cross-Origin-Opener-Policy")
    static let resourcePolicy = named("Cross-Origin-Resource-Policy")

    private static func named(_ name: String) -> HTTPField.Name {
        // The fallback is never taken; it stands for the unwrap that the compiler cannot see through.
        HTTPField.Name(name) ?? .age
    }
}
