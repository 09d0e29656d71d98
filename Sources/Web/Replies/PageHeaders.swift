import HTTPTypes

/// The headers of every page a customer sees.
struct PageHeaders: Sendable {
    /// For `/l/` and notices: nothing runs, nothing is loaded but our style.
    let quiet: HTTPFields
    /// For `/pay/`: Stripe.js may run.
    let payment: HTTPFields

    init(_ settings: WebSettings) {
        var common: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            .robotsTag: "noindex", .frameOptions: "DENY", .resourcePolicy: "same-origin",
            .vary: "Accept-Encoding, Accept-Language",
            // The old way and the new one to say where reports go; a browser that knows the new one takes it.
            .reportingEndpoints: "\(Self.reports)=\"\(settings.baseURL)\(CSPReportRoute.path)\"",
        ]
        if settings.isSecure { common[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        quiet = Self.adding(
            to: common,
            [
                .referrerPolicy: "no-referrer", .openerPolicy: "same-origin",
                .contentSecurityPolicy: Self.quietPolicy,
            ])
        payment = Self.adding(
            to: common,
            [
                .referrerPolicy: "strict-origin", .openerPolicy: "same-origin-allow-popups",
                .permissionsPolicy: Self.permissions,
                .contentSecurityPolicy: Self.paymentPolicy(foreign: settings.foreignStripeOrigin),
            ])
    }

    private static let quietPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'; \(reporting)"

    /// The name of the endpoint that reports are sent to.
    private static let reports = "csp"

    private static let reporting = "report-uri \(CSPReportRoute.path); report-to \(reports)"

    private static let permissions = {
        let allowed = #"(self "https://js.stripe.com" "https://hooks.stripe.com")"#
        return "payment=\(allowed), publickey-credentials-get=\(allowed)"
    }()

    /// - Parameter foreign: an origin besides Stripe's that the configuration loads Stripe.js from.
    private static func paymentPolicy(foreign: String?) -> String {
        let also = foreign.map { " \($0)" } ?? ""
        return [
            "default-src 'none'", "script-src 'self' https://js.stripe.com https://*.js.stripe.com\(also)",
            "connect-src 'self' https://api.stripe.com\(also)",
            "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com\(also)",
            "style-src 'self' 'unsafe-inline'", "img-src 'self'", "form-action 'self'", "base-uri 'none'",
            "frame-ancestors 'none'", reporting,
        ].joined(separator: "; ")
    }

    private static func adding(to common: HTTPFields, _ more: HTTPFields) -> HTTPFields {
        var fields = common
        for field in more { fields[field.name] = field.value }
        return fields
    }
}
