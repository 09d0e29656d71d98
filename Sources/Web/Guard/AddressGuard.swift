import HTTPTypes
import Hummingbird
import Messages
import Recoveries
import Service

/// Turns away who asks for customers' pages too often, before anything is looked up.
struct AddressGuard: RouterMiddleware {
    typealias Context = LatchkeyContext

    let gate: Gatekeeper
    let pages: PageWriter

    func handle(
        _ request: Request, context: LatchkeyContext,
        next: (Request, LatchkeyContext) async throws -> Response
    ) async throws -> Response {
        guard Self.isForCustomers(request.uri.path), let wait = gate.wait(request, context) else {
            return try await next(request, context)
        }
        return try pages.refusal(after: wait, for: request)
    }

    private static func isForCustomers(_ path: String) -> Bool {
        path.hasPrefix("/l/") || path.hasPrefix("/pay/") || path.hasPrefix("/csp")
    }
}

extension PageWriter {
    /// One too many: a page for people, a problem document for scripts and apps.
    func refusal(after wait: Duration, visit: Visit? = nil, for request: Request) throws -> Response {
        guard request.wantsPage else { return .problem(.tooMany(wait)) }
        var response = try notice(.tooMany(retryAfter: wait), .tooManyRequests, visit: visit, for: request)
        response.headers[.retryAfter] = String(wait.retrySeconds)
        return response
    }
}

extension Problem {
    /// Asked too often; free again after `wait`.
    static func tooMany(_ wait: Duration) -> Problem {
        Problem(
            .tooMany(retryAfter: wait.retrySeconds), code: "too_many_requests",
            detail: "Too many requests came in a short time. Wait as long as Retry-After says, then try again.")
    }
}

extension Duration {
    /// Whole seconds for `Retry-After`: at least one, since 0 would mean at once.
    fileprivate var retrySeconds: Int64 { max(1, secondsRoundedUp) }
}

extension Request {
    /// Whether a person looks at the answer: links and payment pages, unless JSON is asked for.
    fileprivate var wantsPage: Bool {
        let path = uri.path
        let isPage =
            path.hasPrefix("/l/")
            || path.hasPrefix("/pay/") && !["/secret", "/result", "/status"].contains(where: path.hasSuffix)
        return isPage && headers[.accept]?.hasPrefix("application/json") != true
    }
}
