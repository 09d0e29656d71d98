import HTTPTypes
import Hummingbird
import Recoveries
import Service

/// The cookie that holds a session: one per recovery, so that payments in two tabs do not mix. Apps may send its value in the
/// header `Latchkey-Session` instead.
struct SessionCookie: Sendable {
    let sessions: Sessions
    let isSecure: Bool

    /// The session of this recovery that the browser or the app holds.
    ///
    /// A header that is sent counts alone, even when it is no good: ``OriginGuard`` asks no token of who sends one, so the cookie
    /// must not stand in for it.
    func session(in request: Request, for recovery: RecoveryID) -> Session? {
        value(in: request, for: recovery).flatMap { sessions.session(in: $0, for: recovery) }
    }

    /// The value that the browser or the app holds, whether or not it is good for anything.
    func value(in request: Request, for recovery: RecoveryID) -> String? {
        if let value = request.headers[.latchkeySession] { return value }
        let name = name(for: recovery)
        let pairs = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }
        for pair in pairs {
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0] == name else { continue }
            return String(parts[1])
        }
        return nil
    }

    /// The `Set-Cookie` that hands a session to the browser.
    func header(for session: Session) -> String {
        let age = sessions.lifetime.components.seconds
        let secure = isSecure ? "; Secure" : ""
        let value = sessions.cookie(for: session)
        return "\(name(for: session.recovery))=\(value); Path=/; Max-Age=\(age); HttpOnly; SameSite=Lax\(secure)"
    }

    /// `__Host-` binds a cookie to this host over https; on plain http, for development, browsers would refuse it.
    private func name(for recovery: RecoveryID) -> String {
        (isSecure ? "__Host-" : "") + "latchkey-\(recovery)"
    }
}
