import HTTPTypes
import Hummingbird
import Recoveries
import Service

/// Keeps other sites from pressing buttons in a customer's browser.
struct OriginGuard: Sendable {
    let origin: String
    let sessions: Sessions

    /// Whether a link's form was sent by our own page.
    ///
    /// The page's `no-referrer` makes browsers say `Origin: null`; then `Sec-Fetch-Site` or the form's nonce decides.
    func admits(_ request: Request, nonce: String?, link: LinkID) -> Bool {
        if let sent = request.headers[.origin], sent != "null" { return sent.lowercased() == origin }
        if let site = request.headers[.secFetchSite] { return site == "same-origin" }
        return nonce.map { sessions.isValid(formNonce: $0, for: link) } ?? false
    }

    /// Whether a page's script asks: the token that the page was given, in a header that no foreign site can set.
    func admits(_ request: Request, session: Session) -> Bool {
        if let sent = request.headers[.origin], sent.lowercased() != origin { return false }
        guard let token = request.headers[.csrfToken] else { return false }
        return sessions.isValid(csrfToken: token, for: session)
    }
}
