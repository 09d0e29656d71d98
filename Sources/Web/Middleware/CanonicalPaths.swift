import Hummingbird

/// Lets one spelling of each path through: what looks at paths, such as limits, must see what the router sees, which reads two
/// slashes as one and overlooks one at the end.
struct CanonicalPaths: RouterMiddleware {
    typealias Context = LatchkeyContext

    func handle(
        _ request: Request, context: LatchkeyContext,
        next: (Request, LatchkeyContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard !path.contains("//"), !path.hasSuffix("/") || path.hasPrefix("/v1/") else { throw HTTPError(.notFound) }
        return try await next(request, context)
    }
}
