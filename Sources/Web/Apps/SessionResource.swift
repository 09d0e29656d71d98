import HTTPTypes
import Hummingbird
import Recoveries
import Service

/// What an app gets for opening a link: what to show, and how to go on.
struct SessionResource: Encodable {
    /// Where the app asks next.
    struct URLs: Encodable {
        let secret: String
        let result: String
        let status: String

        /// - Parameter sum: what the app shows, so that nobody confirms another one.
        init(_ page: String, sum: String) {
            secret = "\(page)/secret?sum=\(sum)"
            result = "\(page)/result"
            status = "\(page)/status"
        }
    }

    let object = "session"
    let recovery: String
    let merchant: String
    let mode: String
    @Nullable var amount: Int64?
    @Nullable var currency: String?
    @Nullable var description: String?
    let expiresAt: Int64
    let session: String
    let urls: URLs

    /// - Parameters:
    ///   - value: the session as the header `Latchkey-Session` carries it.
    ///   - base: the service's base URL.
    init(_ session: Session, value: String, visit: Visit, base: String) {
        let recovery = visit.recovery
        self.recovery = recovery.id.description
        merchant = visit.account.merchant.name
        mode = recovery.step.rawValue
        if recovery.kind == .payment {
            amount = recovery.money.amount
            currency = recovery.money.currency.code
        }
        description = recovery.description
        expiresAt = session.expiresAt.seconds
        self.session = value
        urls = URLs("\(base)/pay/\(recovery.id)", sum: recovery.money.shown)
    }
}

extension CustomerDesk {
    /// Hands a session to an app: in the body for its SDK, and as the same cookie that a browser gets.
    func answer(_ session: Session, of visit: Visit) throws -> Response {
        let value = useCases.sessions.cookie(for: session)
        var response = try Response.json(
            SessionResource(session, value: value, visit: visit, base: origins.origin), status: .created)
        response.headers[.setCookie] = cookie.header(for: session, of: visit)
        return response
    }
}
