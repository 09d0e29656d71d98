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
        Session(
            recovery: link.recovery, link: link.id, expiresAt: surroundings.now() + policy.sessionLifetime,
            nonce: device(in: cookie, for: link.recovery) ?? surroundings.random())
    }

    /// The device that a browser is known by: what it holds of a session, which may be over.
    public func device(in cookie: String?, for recovery: RecoveryID) -> UInt64? {
        cookie.flatMap(signed).flatMap { $0.recovery == recovery ? $0.nonce : nil }
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
