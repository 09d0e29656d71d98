import Hummingbird
import Logging

/// Logs each request by its route, never its path: a path can hold a token.
struct RequestLog: RouterMiddleware {
    typealias Context = LatchkeyContext

    func handle(
        _ request: Request, context: LatchkeyContext,
        next: (Request, LatchkeyContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = ContinuousClock.now - start
        context.logger.info(
            "Request",
            metadata: [
                "method": "\(request.method.rawValue.prefix(16))", "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)",
                "ms": "\(elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000)",
            ])
        return response
    }
}
