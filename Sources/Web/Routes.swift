import HTTPTypes
import Hummingbird
import Service

/// Collects routes, and answers 405 with `Allow` where a path exists but not for that method.
final class Routes {
    typealias Handler = @Sendable (Request, LatchkeyContext) async throws -> Response

    private let router: Router<LatchkeyContext>
    private var methods: [String: [HTTPRequest.Method]] = [:]

    init(router: Router<LatchkeyContext>) {
        self.router = router
    }

    /// Adds a route, whose path names its parameters in braces.
    func add(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
        methods[path, default: []].append(method)
        router.on(RouterPath(path), method: method, use: handler)
        if method == .get { router.on(RouterPath(path), method: .head, use: Self.head(handler)) }
    }

    /// Refuses every other method on the paths that were added.
    func refuseOtherMethods() {
        let all: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]
        for (path, known) in methods {
            let allowed = known.contains(.get) ? known + [.head] : known
            let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            for method in all where !allowed.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ in Self.refusal(allow: names) }
            }
        }
    }

    private static func head(_ handler: @escaping Handler) -> Handler {
        { request, context in try await handler(request, context).createHeadResponse() }
    }

    private static func refusal(allow names: String) -> Response {
        var response = Response.failure(
            .methodNotAllowed, code: "method_not_allowed", detail: "This address knows only: \(names).")
        response.headers[.allow] = names
        return response
    }
}
