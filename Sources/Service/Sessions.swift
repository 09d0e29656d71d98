public import Cryptography
public import Recoveries

/// Opens and checks sessions. They live in a signed cookie alone, so a scanner that opens a thousand leaves nothing behind.
public struct Sessions: Sendable {
    private let cookies: MessageSigner
    private let forms: MessageSigner
    private let policy: LinkPolicy
    private let surroundings: Surroundings

    /// Sessions signed by the ring's present key.
    public init(ring: KeyRing, policy: LinkPolicy, surroundings: Surroundings) {
        cookies = MessageSigner(ring: ring, purpose: .session)
        forms = MessageSigner(ring: ring, purpose: .form)
        self.policy = policy
        self.surroundings = surroundings
    }

    /// How long a session lives.
    public var lifetime: Duration { policy.sessionLifetime }

    /// Opens a session for the browser that pressed a link's button.
    ///
    /// - Parameter cookie: what the browser still holds of an earlier session; it stays the same device then.
    public func open(_ link: Link, continuing cookie: String? = nil) -> Session {
        let earlier = cookie.flatMap(signed).flatMap { $0.recovery == link.recovery ? $0 : nil }
        return Session(
            recovery: link.recovery, link: link.id, expiresAt: surroundings.now() + policy.sessionLifetime,
            nonce: earlier?.nonce ?? surroundings.random())
    }

    /// Whether a browser that holds this cookie, of a session that may be over, is the one that owns a link.
    public func isOwner(of link: Link, cookie: String?) -> Bool {
        guard let device = link.device else { return true }
        return cookie.flatMap(signed).map { $0.recovery == link.recovery && $0.nonce == device } ?? false
    }

    private func signed(_ cookie: String) -> Session? {
        cookies.verify(cookie).flatMap(Session.init)
    }

    /// The cookie's value.
    public func cookie(for session: Session) -> String {
        cookies.sign(payload: session.payload)
    }

    /// The session in a cookie; `nil` when it is forged, over, or another recovery's.
    public func session(in cookie: String, for recovery: RecoveryID) -> Session? {
        guard let session = signed(cookie) else { return nil }
        return session.recovery == recovery && surroundings.now() < session.expiresAt ? session : nil
    }

    /// What a page must send back with each request that does something.
    public func csrfToken(for session: Session) -> String {
        forms.sign(payload: session.payload)
    }

    /// Whether a token was made for this session, or for one that it continues: the page in an earlier tab keeps working.
    public func isValid(csrfToken: String, for session: Session) -> Bool {
        guard let page = forms.verify(csrfToken).flatMap(Session.init) else { return false }
        return page.recovery == session.recovery && page.nonce == session.nonce
    }

    /// The nonce in the link page's form, for browsers that say nothing of a request's origin.
    public func formNonce(for link: LinkID) -> String {
        forms.sign(payload: link.bytes)
    }

    /// Whether a nonce was made for this link's form.
    public func isValid(formNonce: String, for link: LinkID) -> Bool {
        forms.verify(formNonce) == link.bytes
    }
}
