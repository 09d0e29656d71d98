import Cryptography
import HTTPTypes
import Hummingbird
import Messages
import Recoveries
import Service

/// `/pay/{id}`: the page where a payment is finished or a card saved, and what its script asks. Each needs the recovery's session.
struct PaymentRoutes: Sendable {
    let desk: CustomerDesk

    func register(on routes: Routes) {
        routes.add(.get, "/pay/{id}", desk.page(page))
        routes.add(.post, "/pay/{id}/renew", desk.page(renew))
        routes.add(.get, "/pay/{id}/renew", desk.page(asked))
        routes.add(.post, "/pay/{id}/secret", secret)
        routes.add(.post, "/pay/{id}/result", result)
        routes.add(.get, "/pay/{id}/status", status)
    }

    private func page(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        if let back = BankReturn(request) { return try await comeBack(back, request, context) }
        guard let session = session(request, context), let visit = try await desk.useCases.visit.visit(session: session)
        else { return try desk.pages.notice(.sessionOver, .unauthorized, for: request) }
        let renewal = RenewalForm(
            action: "\(path(visit))/renew\(desk.pages.query(for: request))",
            nonce: desk.useCases.sessions.csrfToken(for: session))
        if visit.standing == .expired {
            return try desk.pages.notice(.expired, .gone, visit: visit, renewal: renewal, for: request)
        }
        if visit.standing == .usable, visit.isOnAnotherDevice {
            return try desk.pages.notice(.otherDevice, .conflict, visit: visit, renewal: renewal, for: request)
        }
        return try desk.pages.payment(visit, csrf: desk.useCases.sessions.csrfToken(for: session), for: request)
    }

    /// A plain form, so that it works where the script does not.
    private func renew(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        guard let session = session(request, context),
            let visit = try await desk.useCases.visit.visit(session: session),
            let nonce = FormField.value(of: "nonce", in: try await request.boundedBody()),
            desk.useCases.sessions.isValid(csrfToken: nonce, for: session)
        else { return try desk.pages.notice(.sessionOver, .unauthorized, for: request) }
        guard visit.needsRenewal else { return desk.seeOther(path(visit), for: request) }
        return try await desk.renew(visit, sayingAt: "\(path(visit))/renew", for: request)
    }

    /// What is said after the wish for a fresh link, whatever came of it.
    private func asked(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        guard let session = session(request, context), let visit = try await desk.useCases.visit.visit(session: session)
        else { return try desk.pages.notice(.sessionOver, .unauthorized, for: request) }
        guard !visit.leadsOn else { return desk.seeOther(path(visit), for: request) }
        return try desk.pages.notice(.renewed, .ok, visit: visit, for: request)
    }

    private func path(_ visit: Visit) -> String { "/pay/\(visit.recovery.id)" }

    /// Asks Stripe what came of it, and moves on to the page's own address at once: the one that Stripe sent the browser to
    /// holds the client secret.
    private func comeBack(
        _ back: BankReturn, _ request: Request, _ context: LatchkeyContext
    ) async throws -> Response {
        if let session = session(request, context), desk.gate.limits.payment(by: session.link) == nil,
            let visit = try await desk.useCases.visit.visit(session: session)
        {
            await desk.useCases.check.glance(for: visit)
        }
        return Response(
            status: .seeOther,
            headers: [.location: back.address, .cacheControl: "no-store", .referrerPolicy: "no-referrer"])
    }

    private func secret(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let visit = try await guardedVisit(request, context)
        let shown = request.uri.queryParameters.get("sum").flatMap(Money.init(shown:))
        let release = try await desk.useCases.release.release(for: visit, shown: shown)
        return try .json(ReleaseResource(release))
    }

    private func result(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let visit = try await guardedVisit(request, context)
        return try .json(StatusResource(try await desk.useCases.check.result(for: visit)))
    }

    private func status(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        guard let session = session(request, context), let visit = try await desk.useCases.visit.visit(session: session)
        else { throw Problem.sessionOver }
        return try .json(StatusResource(await desk.useCases.check.status(for: visit)))
    }

    private func guardedVisit(_ request: Request, _ context: LatchkeyContext) async throws -> Visit {
        guard let session = session(request, context), desk.origins.admits(request, session: session) else {
            throw Problem.sessionOver
        }
        if let wait = desk.gate.limits.payment(by: session.link) { throw Problem.tooMany(wait) }
        guard let visit = try await desk.useCases.visit.visit(session: session) else { throw Problem.sessionOver }
        return visit
    }

    private func session(_ request: Request, _ context: LatchkeyContext) -> Session? {
        guard let id = context.parameters.get("id").flatMap({ RecoveryID($0) }) else { return nil }
        return desk.cookie.session(in: request, for: id)
    }
}

extension Money {
    /// As a page's script gives back what the page shows: `1099jpy`.
    var shown: String { "\(amount)\(currency.code)" }

    /// Reads what ``shown`` wrote.
    init?(shown text: String) {
        guard let amount = Int64(text.dropLast(3)), let currency = Currency(String(text.suffix(3))) else { return nil }
        self.init(amount: amount, currency: currency)
    }
}

extension Problem {
    /// The browser holds no session for this payment, or not any more.
    static let sessionOver = Problem(
        .unauthorized, code: "session_over", detail: "The session is over. Open the link in the mail again.")
}

/// What Stripe.js, or an app's SDK, needs; in one response and nowhere else.
private struct ReleaseResource: Encodable {
    @Nullable var paymentIntent: String?
    @Nullable var setupIntent: String?
    let clientSecret: String
    let publishableKey: String
    @Nullable var account: String?
    let mode: String
    @Nullable var savedPaymentMethod: String?

    init(_ release: ReleaseSecret.Release) {
        switch release.kind {
        case .payment: paymentIntent = release.intent
        case .setup: setupIntent = release.intent
        }
        clientSecret = release.clientSecret.reveal()
        publishableKey = release.publishableKey
        account = release.account
        mode = release.step.name.rawValue
        if case .authenticate(let saved) = release.step { savedPaymentMethod = saved }
    }
}

/// How a payment stands.
private struct StatusResource: Encodable {
    let state: String
    let step: String

    init(_ recovery: Recovery) {
        state = recovery.state.rawValue
        step = recovery.step.rawValue
    }
}
