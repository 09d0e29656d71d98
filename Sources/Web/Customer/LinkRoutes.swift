import HTTPTypes
import Hummingbird
import Messages
import Recoveries
import Service

/// `/l/{token}`: what a customer's mail leads to. Looking never changes anything; pressing the button opens a session.
struct LinkRoutes: Sendable {
    let desk: CustomerDesk

    func register(on routes: Routes) {
        routes.add(.get, "/l/{token}", desk.page(look))
        routes.add(.post, "/l/{token}", desk.page(press))
        routes.add(.get, "/l/{token}/asked", desk.page(asked))
    }

    private func look(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        guard let glance = try await glance(context) else {
            return try desk.missed(request, context)
        }
        let visit = seen(desk.useCases.visit.again(glance.visit), from: request)
        if let over = try over(visit, for: request) { return over }
        return try desk.pages.link(glance, nonce: nonce(for: glance.visit), for: request)
    }

    private func press(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        guard let visit = try await visit(request, context) else {
            return try desk.missed(request, context)
        }
        let body = try await request.boundedBody()
        let isRenewal = FormField.value(of: "act", in: body) == "renew"
        if let over = try over(visit, for: request), !(isRenewal && visit.needsRenewal) { return over }
        guard desk.origins.admits(request, nonce: FormField.value(of: "nonce", in: body), link: visit.link.id) else {
            return try desk.pages.notice(.sessionOver, .forbidden, visit: visit, for: request)
        }
        guard isRenewal else { return try open(visit, for: request) }
        return try await desk.renew(visit, sayingAt: "\(request.uri.path)/asked", for: request)
    }

    /// What is said after the wish for a fresh link, whatever came of it; it changes nothing.
    private func asked(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        guard let visit = try await visit(request, context) else { return try desk.missed(request, context) }
        guard !visit.leadsOn else {
            return desk.seeOther(String(request.uri.path.dropLast("/asked".count)), for: request)
        }
        return try desk.pages.notice(.renewed, .ok, visit: visit, for: request)
    }

    private func open(_ visit: Visit, for request: Request) throws -> Response {
        if let wait = desk.gate.limits.session(of: visit.link.id) {
            return try desk.pages.refusal(after: wait, visit: visit, for: request)
        }
        let session = desk.useCases.sessions.open(visit.link, continuing: cookie(request, visit))
        if request.isForJSON { return try desk.answer(session, of: visit) }
        return Response(
            status: .seeOther,
            headers: [
                .location: "/pay/\(visit.recovery.id)\(desk.pages.query(for: request))",
                .setCookie: desk.cookie.header(for: session, of: visit), .cacheControl: "no-store",
                .referrerPolicy: "no-referrer",
            ])
    }

    private func cookie(_ request: Request, _ visit: Visit) -> String? {
        desk.cookie.value(in: request, for: visit.recovery.id)
    }

    private func seen(_ visit: Visit, from request: Request) -> Visit {
        visit.from(desk.useCases.sessions.device(in: cookie(request, visit), for: visit.recovery.id))
    }

    private func nonce(for visit: Visit) -> String {
        desk.useCases.sessions.formNonce(for: visit.link.id)
    }

    /// For looking only: what is pressed is read anew.
    private func glance(_ context: LatchkeyContext) async throws -> Glance? {
        guard let token = context.parameters.get("token") else { return nil }
        return try await desk.cache.glance(at: token)
    }

    private func visit(_ request: Request, _ context: LatchkeyContext) async throws -> Visit? {
        guard let token = context.parameters.get("token") else { return nil }
        return try await desk.useCases.visit.visit(token: token).map { seen($0, from: request) }
    }

    /// What a link that leads nowhere any more says.
    private func over(_ visit: Visit, for request: Request) throws -> Response? {
        var renewal: RenewalForm { RenewalForm(nonce: nonce(for: visit)) }
        return switch visit.standing {
        case .usable where visit.isOnAnotherDevice:
            try desk.pages.notice(.otherDevice, .conflict, visit: visit, renewal: renewal, for: request)
        case .usable: nil
        case .alreadyDone: try desk.pages.notice(.confirmed, .ok, visit: visit, for: request)
        case .expired: try desk.pages.notice(.expired, .gone, visit: visit, renewal: renewal, for: request)
        case .ended: try desk.pages.notice(.ended, .gone, visit: visit, for: request)
        }
    }
}

/// Reads one field of a form (`application/x-www-form-urlencoded`). Ours hold only characters that need no decoding.
enum FormField {
    static func value(of name: String, in body: [UInt8]) -> String? {
        let prefix = "\(name)="
        let pair = String(decoding: body, as: UTF8.self).split(separator: "&").first { $0.hasPrefix(prefix) }
        return pair.map { String($0.dropFirst(prefix.count)) }
    }
}
