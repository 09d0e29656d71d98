import Cryptography
import HTTPTypes
import Hummingbird
import Messages
import Recoveries
import Service

/// `/pay/{id}`: the page where a payment is finished, and what its script asks. Each needs the recovery's session.
struct PaymentRoutes: Sendable {
    let desk: CustomerDesk

    func register(on routes: Routes) {
        routes.add(.get, "/pay/{id}", desk.page(page))
        routes.add(.post, "/pay/{id}/secret", secret)
        routes.add(.post, "/pay/{id}/result", result)
        routes.add(.get, "/pay/{id}/status", status)
    }

    private func page(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        guard let session = session(request, context), let visit = try await desk.useCases.visit.visit(session: session)
        else { return try desk.pages.notice(.sessionOver, .unauthorized, for: request) }
        if visit.standing == .expired, !visit.recovery.state.isSettled {
            return try desk.pages.notice(.expired, .gone, visit: visit, for: request)
        }
        return try desk.pages.payment(visit, csrf: desk.useCases.sessions.csrfToken(for: session), for: request)
    }

    private func secret(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let visit = try await guardedVisit(request, context)
        let release = try await desk.useCases.release.release(for: visit)
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

extension Problem {
    /// The browser holds no session for this payment, or not any more.
    static let sessionOver = Problem(
        .unauthorized, code: "session_over", detail: "The session is over. Open the link in the mail again.")
}

/// What Stripe.js, or an app's SDK, needs; in one response and nowhere else.
private struct ReleaseResource: Encodable {
    let paymentIntent: String
    let clientSecret: String
    let publishableKey: String
    @Nullable var account: String?
    let mode: String
    @Nullable var savedPaymentMethod: String?

    init(_ release: ReleaseSecret.Release) {
        paymentIntent = release.paymentIntent
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
