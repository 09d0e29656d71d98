import Hummingbird
import Recoveries

/// A browser that Stripe sends back to the page, after the customer was on a page of their bank's.
///
/// Source: <https://docs.stripe.com/payments/3d-secure/authentication-flow>, "Manually handle 3DS authentication with
/// redirect".
struct BankReturn {
    /// The page's own address, without what Stripe added to it.
    let address: String

    /// `nil` when the request holds nothing of Stripe's.
    init?(_ request: Request) {
        let query = request.uri.queryParameters
        guard Self.names.contains(where: { query[$0] != nil }) else { return nil }
        let language = query["lang"].map(String.init).flatMap { Self.isPlain($0) ? "?lang=\($0)" : nil }
        address = request.uri.path + (language ?? "")
    }

    private static let names: [Substring] =
        IntentKind.allCases.flatMap { ["\($0.objectName)", "\($0.objectName)_client_secret"] } + [
            "redirect_status", "source_redirect_slug", "source_type",
        ]

    private static func isPlain(_ language: String) -> Bool {
        (1...35).contains(language.utf8.count)
            && language.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
            }
    }
}
