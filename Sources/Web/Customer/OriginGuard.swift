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
    /// An app has no page, and so no nonce. Every browser sends `Origin` with a POST (Fetch, "append a request `Origin`
    /// header"), so who asks for JSON and sends neither it nor `Sec-Fetch-Site` is none.
    func admits(_ request: Request, nonce: String?, link: LinkID) -> Bool {
        if let sent = request.headers[.origin], sent != "null" { return sent.lowercased() == origin }
        if let site = request.headers[.secFetchSite] { return site == "same-origin" }
        if request.isForJSON, request.headers[.origin] == nil { return true }
        return nonce.map { sessions.isValid(formNonce: $0, for: link) } ?? false
    }

    /// Whether a page's script asks: the token that the page was given, in a header that no foreign site can set.
    ///
    /// A session in `Latchkey-Session` needs no token: unlike a cookie no browser adds it by itself, and a foreign site may not
    /// set it, since that takes a CORS preflight that is never granted here.
    func admits(_ request: Request, session: Session) -> Bool {
        if let sent = request.headers[.origin], sent.lowercased() != origin { return false }
        if request.headers[.latchkeySession] != nil { return true }
        guard let token = request.headers[.csrfToken] else { return false }
        return sessions.isValid(csrfToken: token, for: session)
    }
}
