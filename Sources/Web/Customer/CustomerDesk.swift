import Service

/// What both kinds of customers' routes work with.
struct CustomerDesk: Sendable {
    let useCases: UseCases
    let pages: PageWriter
    let cache: PageCache
    let cookie: SessionCookie
    let origins: OriginGuard
    let gate: Gatekeeper

    init(useCases: UseCases, settings: WebSettings, pages: PageWriter, gate: Gatekeeper) {
        self.gate = gate
        self.useCases = useCases
        self.pages = pages
        cache = PageCache(useCases.visit)
        cookie = SessionCookie(sessions: useCases.sessions, isSecure: settings.isSecure)
        origins = OriginGuard(origin: settings.origin, sessions: useCases.sessions)
    }
}
